/**
 * Named steps of work that must survive its own end. A test process dies after one of them; nobody else listens, and
 * saying a name costs nothing.
 */
let listener: ((step: string) => void) | undefined

export const onStep = (listen: typeof listener): void => {
  listener = listen
}
export const failPoint = (step: string): void => listener?.(step)

/** A step at which a test may hold the work until something else has happened, so that a race is certain. */
let barrier: ((step: string) => Promise<void> | undefined) | undefined

export const onPause = (pause: typeof barrier): void => {
  barrier = pause
}
export const pausePoint = async (step: string): Promise<void> => barrier?.(step)
