// The doors of the lab, in one order wherever they stand.

/** The views behind the doors; learning only where exercises are. */
export function doorsOf(lab) {
  return ['compare', 'what-if', ...(lab.exercises?.length ? ['learn'] : [])]
}
