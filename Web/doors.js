// The doors of the lab, in one order wherever they stand.

import { guidedLooks } from './lessons.js'

/** The views behind the doors; learning only where the scenarios of its looks are. */
export function doorsOf(lab) {
  const canLearn = guidedLooks.some((look) => lab.entry(look.scenario))
  return ['compare', 'what-if', ...(canLearn ? ['learn'] : [])]
}
