/** The page of one's own data, for who has shown number and code of his report. */
export const myDataHref = '/track/my-data'
