/** The centre of whatever one process serves; its journal and callers go by this name in the store. */
export const CENTRE = 'main'
