/** Text that stands in HTML or XML, between tags or within an attribute, and means nothing there but itself. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
