// The kernel in the browser: compiled plans of a comparison, run by a worker with some inputs changed.

/**
 * The kernel for plans as `POST /api/v1/plans` gives them; throws when the browser or the page has none.
 *
 * `run({choices: {path: index}, replications: [from, to]}, onResult)` gives refined results after 1, 2, 4, …
 * replications, each `{replications, designs, differences}`; a new run ends the one before. `onFailure(message)`
 * tells why a run cannot go on. `cancel()` ends a run, `close()` the worker.
 */
export async function openKernel(plans) {
  const [worker, wasm] = [openWorker(), await wasmBytes()]
  const kernel = new Kernel(worker)
  await kernel.opened(plans, wasm)
  return kernel
}

class Kernel {
  constructor(worker) {
    this.worker = worker
    this.id = 0
    this.onResult = null
    this.onFailure = null
  }

  opened(plans, wasm) {
    return new Promise((resolve, reject) => {
      this.worker.onerror = (event) => reject(new Error(event.message || 'no worker'))
      this.worker.onmessage = ({ data }) => {
        if (data.opened) resolve()
        if (data.failed) reject(new Error(data.failed))
        if (data.id !== this.id || !this.onResult) return
        if (data.result) this.onResult(data.result)
        if (data.failed) this.onFailure?.(data.failed)
      }
      this.worker.postMessage({ open: { plans, wasm } })
    })
  }

  run({ choices = {}, replications }, onResult, onFailure = null) {
    this.onResult = onResult
    this.onFailure = onFailure
    this.id += 1
    this.worker.postMessage({ run: { id: this.id, choices, replications } })
  }

  cancel() {
    this.onResult = null
    this.worker.postMessage({ cancel: true })
  }

  close() {
    this.onResult = null
    this.worker.terminate()
  }
}

// A page in one file holds what others fetch: the worker's text and the module as base64.
function inlined(name) {
  return document.querySelector(`script[data-file="app/${name}"]`)?.textContent
}

/** A new worker for runs. */
export function openWorker() {
  const text = inlined('kernel-worker.js')
  if (text === undefined) {
    return new Worker(new URL('./kernel-worker.js', import.meta.url), { type: 'module' })
  }
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
  const worker = new Worker(url)
  URL.revokeObjectURL(url)
  return worker
}

/** The bytes of the WebAssembly module; throws when the page has none. */
export async function wasmBytes() {
  const text = inlined('reformlab.wasm')
  if (text !== undefined) return Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0))
  const response = await fetch(new URL('./reformlab.wasm', import.meta.url))
  if (!response.ok) throw new Error('no-kernel')
  return new Uint8Array(await response.arrayBuffer())
}
