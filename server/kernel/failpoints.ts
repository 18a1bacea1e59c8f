/**
 * Named steps of work that must survive its own end. A test process dies after one of them; nobody else listens, and
 * saying a name costs nothing.
 */
let listener: ((step: string) => void) | undefined

export const onStep = (listen: typeof listener): void => {
  listener = listen
}
export const failPoint = (step: string): void => listener?.(step)
