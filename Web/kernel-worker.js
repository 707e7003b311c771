// The worker of the browser's kernel: it keeps the plans of one comparison or of one exercise and runs them when asked.
//
// In: {open: {plans, wasm}}, {run: {id, choices, replications}}, {cancel: true}; of an exercise
// {openExercise: {outcomes, wasm}}, {runExercise: {id, settings, plan}}, the plan where it was not sent before.
// Out: {opened: true}, {id, result}, {id, failed: message}; of an exercise {id, done}, {id, values}.
import { Comparison } from './kernel-comparison.js'
import { ExercisePlans } from './exercise-runs.js'
import { load } from './reformlab.mjs'

let comparison = null
let exercise = null
let current = 0

// A pause in which the messages that have come are worked off; a timer would wait four milliseconds.
const bell = new MessageChannel()
const waiting = []
bell.port1.onmessage = () => waiting.shift()()
const pause = (id) => new Promise((resolve) => {
  waiting.push(() => resolve(current !== id))
  bell.port2.postMessage(0)
})

self.onmessage = async ({ data }) => {
  if (data.cancel) current = 0
  try {
    if (data.open) {
      comparison = new Comparison(await load(data.open.wasm), data.open.plans)
      self.postMessage({ opened: true })
    }
    if (data.run) {
      const { id } = data.run
      current = id
      await comparison.run(data.run, (result) => self.postMessage({ id, result }), () => pause(id))
    }
    if (data.openExercise) {
      exercise = new ExercisePlans(await load(data.openExercise.wasm), data.openExercise.outcomes)
      self.postMessage({ opened: true })
    }
    if (data.runExercise) {
      const { id, settings, plan } = data.runExercise
      current = id
      if (plan) exercise.keep(settings.plan, plan)
      const values = await exercise.run(settings, (done) => self.postMessage({ id, done }), () => pause(id))
      if (values) self.postMessage({ id, values })
    }
  } catch (error) {
    self.postMessage({ id: data.run?.id ?? data.runExercise?.id, failed: error.message })
  }
}
