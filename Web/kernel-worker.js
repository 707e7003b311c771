// The worker of the browser's kernel: it keeps the plans of one comparison and runs them when asked.
//
// In: {open: {plans, wasm}}, {run: {id, choices, replications}}, {cancel: true}.
// Out: {opened: true}, {id, result}, {id, failed: message}.
import { Comparison } from './kernel-comparison.js'
import { load } from './reformlab.mjs'

let comparison = null
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
  } catch (error) {
    self.postMessage({ id: data.run?.id, failed: error.message })
  }
}
