// Learning: the list of exercises, or one of them.

import { exerciseList, saveGradeFile } from './exercise-list.js'
import { exerciseScreen } from './exercise-screen.js'
import { notice } from './problems.js'
import { say } from './words.js'

/** The exercise that the state names, else the list of all. */
export function learnView(lab) {
  const entries = [...lab.exercises].sort((one, other) => one.order - other.order)
  const at = entries.findIndex(({ id }) => id === lab.state.exercise)
  if (at < 0) {
    if (lab.state.exercise) notice(say('link-no-exercise', { id: lab.state.exercise }))
    lab.state.exercise = null
    return exerciseList(lab)
  }
  return exerciseScreen(lab, entries[at], { after: entries[at + 1] ?? null, saveFile: () => saveGradeFile(lab) })
}
