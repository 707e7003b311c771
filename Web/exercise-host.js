// Exercises in a page: their files, the module for arithmetic, and a worker for the runs.

import { ExerciseEngine } from './exercise-engine.js'
import { openWorker, wasmBytes } from './kernel.js'
import { load } from './reformlab.mjs'

let wasmLoading = null
let moduleLoading = null
const opened = new Map()

/** The WebAssembly module of this page; one for all. */
export function pageModule() {
  wasmLoading ??= wasmBytes()
  moduleLoading ??= wasmLoading.then(load)
  return moduleLoading
}

/** The engine of an exercise, whose runs a worker makes; asked for once. */
export function openExercise(source, id) {
  if (!opened.has(id)) {
    const asked = open(source, id)
    opened.set(id, asked)
    asked.catch(() => opened.delete(id))
  }
  return opened.get(id)
}

async function open(source, id) {
  const [exercise, module] = await Promise.all([source.exercise(id), pageModule()])
  const runs = new Runs(exercise.outcomes.length, (plan) => source.exercisePlan(id, plan))
  return new ExerciseEngine(exercise, module, (settings, options) => runs.run(settings, options))
}

/** Runs one after the other, in a worker that begins with the first of them. */
class Runs {
  constructor(outcomes, askPlan) {
    this.outcomes = outcomes
    this.askPlan = askPlan
    this.sent = new Set()
    this.worker = null
    this.last = Promise.resolve()
    this.id = 0
  }

  run(settings, options) {
    const result = this.last.then(() => this.one(settings, options))
    this.last = result.catch(() => {})
    return result
  }

  async one(settings, { onProgress = null, signal = null } = {}) {
    const plan = this.sent.has(settings.plan) ? null : await this.askPlan(settings.plan)
    this.worker ??= await this.begun()
    signal?.throwIfAborted()
    const id = ++this.id
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.worker.postMessage({ cancel: true })
        reject(signal.reason)
      }
      signal?.addEventListener('abort', stop, { once: true })
      this.worker.onmessage = ({ data }) => {
        if (data.id !== id) return
        if (data.done !== undefined) onProgress?.(data.done)
        else signal?.removeEventListener('abort', stop)
        if (data.values) resolve(data.values)
        if (data.failed) reject(new Error(data.failed))
      }
      this.worker.postMessage({ runExercise: { id, settings, plan } })
      this.sent.add(settings.plan)
    })
  }

  async begun() {
    const wasm = await wasmLoading
    const worker = openWorker()
    await new Promise((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message || 'no worker'))
      worker.onmessage = ({ data }) => data.failed ? reject(new Error(data.failed)) : resolve()
      worker.postMessage({ openExercise: { outcomes: this.outcomes, wasm } })
    })
    return worker
  }
}
