// One study on its way: progress, partial results, cancel; what is done once is not asked again.

import { announce, make } from './dom.js'
import { numberText, pick, say } from './words.js'
import { problemView } from './problems.js'

/** Finished studies by request; the last twenty. */
const finished = new Map()

/** What a request is known by. */
export function requestKey(request) {
  return JSON.stringify(request, Object.keys(flatKeys(request)).sort())
}

function flatKeys(value, into = {}) {
  if (value === null || typeof value !== 'object') return into
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) into[key] = true
    flatKeys(inner, into)
  }
  return into
}

/**
 * Starts a study. `changed(run, what)` is called with `progress`, `partial`, `done`, `failed` or `cancelled`.
 * The run has `status`, `done`, `total`, `partial`, `result`, `error` and `cancel()`.
 */
export function startStudy(source, request, changed) {
  const key = requestKey(request)
  const stopper = new AbortController()
  const run = {
    request, status: 'running', done: 0, total: 0, phase: null, partial: null, result: null, error: null,
    since: performance.now(), took: 0,
    cancel() {
      if (run.status !== 'running') return
      run.status = 'cancelled'
      stopper.abort()
      changed(run, 'cancelled')
    },
    // Leaves without a word: another study takes its place.
    drop() {
      if (run.status !== 'running') return
      run.status = 'dropped'
      stopper.abort()
    },
  }
  const known = finished.get(key)
  if (known) {
    Object.assign(run, { status: 'done', result: known })
    queueMicrotask(() => changed(run, 'done'))
    return run
  }
  const still = () => run.status === 'running'
  source.study(request, {
    signal: stopper.signal,
    onProgress(progress) {
      if (!still()) return
      Object.assign(run, { done: progress.done, total: progress.total, phase: progress.phase ?? null })
      changed(run, 'progress')
    },
    onPartial(partial) {
      if (!still()) return
      run.partial = partial
      changed(run, 'partial')
    },
  }).then((result) => {
    if (!still()) return
    keep(key, result)
    Object.assign(run, { status: 'done', result, took: performance.now() - run.since })
    changed(run, 'done')
  }, (error) => {
    if (!still()) return
    Object.assign(run, { status: 'failed', error })
    changed(run, 'failed')
  })
  return run
}

function keep(key, result) {
  finished.set(key, result)
  if (finished.size > 20) finished.delete(finished.keys().next().value)
}

/** The line that tells how far a study is: `{element, update(run)}`. */
export function progressLine({ again }) {
  const bar = make('progress', { max: 1 })
  const text = make('span', { class: 'progress-text' })
  const stop = make('button', { type: 'button', class: 'quiet stop' }, say('cancel'))
  const element = make('div', { class: 'progress', role: 'group', 'aria-label': say('progress') }, bar, text, stop)
  let current = null
  stop.addEventListener('click', () => {
    if (current?.status === 'running') current.cancel()
    else again()
  })
  return {
    element,
    update(run) {
      current = run
      element.hidden = run.status === 'done'
      stop.textContent = run.status === 'running' ? say('cancel') : say('run-again')
      bar.hidden = run.status !== 'running'
      bar.setAttribute('aria-label', say('progress'))
      if (run.total > 0) {
        bar.max = run.total
        bar.value = run.done
      } else bar.removeAttribute('value')
      text.textContent = progressText(run)
    },
  }
}

function progressText(run) {
  if (run.status === 'cancelled') {
    const of = run.partial
    return of ? say('cancelled-kept', { n: of.replications, of: of.of }) : say('cancelled')
  }
  if (run.status === 'failed') return say('failed')
  if (run.total === 0) return run.phase ? pick(run.phase) : say('starting')
  const parts = [run.phase ? pick(run.phase) : null, say('replications-done', { n: run.done, of: run.total })]
  const spent = performance.now() - run.since
  if (run.done > 1 && run.done < run.total && spent > 400) {
    const left = spent / run.done * (run.total - run.done) / 1000
    parts.push(say('time-left', { n: numberText(Math.max(1, Math.round(left)), 0) }))
  }
  return parts.filter(Boolean).join(say('separator'))
}

/** How many of the replications a result holds; at all of them it is not partial. */
export function howMany(n, of) {
  return n < of ? make('p', { class: 'partial-label' }, say('partial-label', { n, of }))
    : make('p', { class: 'whole-label' }, say('whole-label', { n }))
}

/** Says what changed to readers who listen; not each replication. */
export function announceRun(run, what) {
  if (what === 'done') announce(say('result-ready', { n: run.result?.replications ?? 0 }))
  else if (what === 'failed') announce(say('failed'))
  else if (what === 'cancelled') announce(say('cancelled'))
}

/** What stands where results would, when a study failed. */
export function failureView(run, again) {
  return problemView(run.error, { again })
}
