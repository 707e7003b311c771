// Where scenarios and results come from: a running lab over HTTP, files of a static site, or texts inside the page.

/** What went wrong, in both languages, with the diagnostics of the scenario where there are any. */
export class LabError extends Error {
  constructor(code, message = null, diagnostics = []) {
    super(code)
    this.code = code
    this.words = message
    this.diagnostics = diagnostics
  }
}

/** The source that the page says it has: `<meta name="reformlab-data" content="server|static|inline">`. */
export function openSource() {
  const kind = document.querySelector('meta[name="reformlab-data"]')?.content ?? 'server'
  return kind === 'server' ? new ServerSource() : new FileSource(kind === 'inline')
}

class ServerSource {
  constructor() {
    this.isLive = true
  }

  scenarios() { return this.get('scenarios') }
  scenario(id) { return this.get(`scenarios/${encodeURIComponent(id)}`) }
  timelines(request, signal) { return this.post('timelines', request, signal) }
  map(request, signal) { return this.post('map', request, signal) }
  replay(request, signal) { return this.post('replay', request, signal) }
  plans(request, signal) { return this.post('plans', request, signal) }
  check(text, signal) { return this.post('check', { text }, signal) }
  diff(before, after) { return this.post('diff', { before, after }) }
  save(name, text) { return this.post('scenarios', { name, text }) }
  exercises() { return this.get('exercises') }
  exercise(id) { return this.get(`exercises/${encodeURIComponent(id)}`) }
  exercisePlan(id, number) { return this.get(`exercises/${encodeURIComponent(id)}/plans/${number}`) }

  /** The file of a report: `{name, blob}`. */
  async report(request) {
    const response = await this.ask('report', sent(request))
    const name = /filename="?([^";]+)"?/.exec(response.headers.get('Content-Disposition') ?? '')?.[1]
    return { name: name ?? `report.${request.format}`, blob: await response.blob() }
  }

  /** Runs a study; the result event. */
  async study(request, { onProgress, onPartial, signal } = {}) {
    const response = await this.ask('studies', { ...sent(request), signal })
    let result = null
    for await (const { event, data } of events(response.body, signal)) {
      if (event === 'progress') onProgress?.(data)
      else if (event === 'partial') onPartial?.(data)
      else if (event === 'result') result = data
      else if (event === 'failed') throw errorOf(data)
    }
    if (!result) throw new LabError('server-gone')
    return result
  }

  async get(path) {
    return (await this.ask(path, {})).json()
  }

  async post(path, body, signal) {
    return (await this.ask(path, { ...sent(body), signal })).json()
  }

  async ask(path, options) {
    let response
    try {
      response = await fetch(`api/v1/${path}`, options)
    } catch (fault) {
      if (fault.name === 'AbortError') throw fault
      throw new LabError('server-gone')
    }
    if (response.ok) return response
    let body = null
    try {
      body = await response.json()
    } catch {
      throw new LabError(`http-${response.status}`)
    }
    throw errorOf(body)
  }
}

function sent(body) {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
}

function errorOf(body) {
  const error = body?.error ?? {}
  return new LabError(error.code ?? 'unknown', error.message ?? null, error.diagnostics ?? [])
}

/** The events of a stream of server-sent events, as `{event, data}` with data read as JSON. */
async function* events(body, signal) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      let piece
      try {
        piece = await reader.read()
      } catch (fault) {
        if (signal?.aborted || fault.name === 'AbortError') throw new DOMException('', 'AbortError')
        throw new LabError('server-gone')
      }
      if (piece.done) return
      rest += piece.value.replaceAll('\r', '')
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        const block = rest.slice(0, end)
        rest = rest.slice(end + 2)
        const found = eventOf(block)
        if (found) yield found
      }
    }
  } finally {
    reader.cancel().catch(() => {})
  }
}

function eventOf(block) {
  let event = 'message'
  const data = []
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim()
    else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''))
  }
  return data.length ? { event, data: JSON.parse(data.join('\n')) } : null
}

/** Results made beforehand, in files beside the page or in the page. */
class FileSource {
  constructor(isInline) {
    this.isLive = false
    this.isInline = isInline
  }

  scenarios() { return this.file('data/index.json') }
  scenario(id) { return this.file(`data/${id}/scenario.json`) }
  timelines(request) { return this.file(`data/${request.scenario}/timelines.json`) }
  map(request) { return this.file(`data/${request.scenario}/map.json`) }
  replay(request) { return this.file(`data/${request.scenario}/replay.json`) }
  exercises() { return this.file('data/exercises/index.json') }
  exercise(id) { return this.file(`data/exercises/${id}/exercise.json`) }
  exercisePlan(id, number) { return this.file(`data/exercises/${id}/plan-${number}.json`) }

  async plans(request) {
    if (!request.reforms) return this.file(`data/${request.scenario}/plans.json`)
    const { plans } = await this.whatIf(request)
    if (!plans) throw new LabError('not-here')
    return plans
  }

  /** Reforms in any order; the files name them in the order of the scenario. */
  async whatIf(request) {
    const { reforms } = await this.scenario(request.scenario)
    const chosen = reforms.map((reform) => reform.name).filter((name) => request.reforms.includes(name))
    return this.file(`data/${request.scenario}/what-if/${chosen.join('+') || 'none'}.json`)
  }

  async study(request) {
    if (request.text || Object.keys(request.inputs ?? {}).length || request.seed || request.replications) {
      throw new LabError('not-here')
    }
    if (request.method === 'attribute') return this.file(`data/${request.scenario}/attribute.json`)
    if (request.method !== 'compare') throw new LabError('not-here')
    return request.reforms ? this.whatIf(request) : this.file(`data/${request.scenario}/compare.json`)
  }

  async check() { throw new LabError('not-here') }
  async diff() { throw new LabError('not-here') }
  async save() { throw new LabError('not-here') }
  async report() { throw new LabError('not-here') }

  async file(path) {
    if (this.isInline) {
      const element = document.querySelector(`script[data-file="${CSS.escape(path)}"]`)
      if (!element) throw new LabError('not-here')
      return JSON.parse(element.textContent)
    }
    let response
    try {
      response = await fetch(path)
    } catch {
      throw new LabError('site-gone')
    }
    if (!response.ok) throw new LabError('not-here')
    return response.json()
  }
}
