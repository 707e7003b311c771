// What a student did, line by line, each line sealed with the one before; and the grade file made of it.
// Nothing here belongs to a browser or to Node.

const letters = new TextEncoder()

/** The SHA-256 digest of a text, in hexadecimal. */
export function digestOf(module, text) {
  return Array.from(module.sha256(letters.encode(text)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * The line after `previous` (a line or null): `facts` are student, course, exercise, version, digest, product,
 * action and what the action brings; `time` is a Date.
 */
export function nextLine(module, previous, time, facts) {
  const last = previous === null ? null : JSON.parse(previous)
  const line = { n: (last?.n ?? 0) + 1, time: time.toISOString().replace(/\.\d+Z$/, 'Z'), ...facts, previous: last?.hash ?? '' }
  return JSON.stringify({ ...line, hash: digestOf(module, JSON.stringify(line)) })
}

/** Whether a line is as it was when it was sealed. */
export function isSealed(module, line) {
  const end = /,"hash":"([0-9a-f]{64})"\}$/.exec(line)
  return end !== null && digestOf(module, line.slice(0, end.index) + '}') === end[1]
}

/** Whether a line can follow another; lines of other students may have stood between them. */
export function follows(line, before) {
  return line.n > before.n && (line.n !== before.n + 1 || line.previous === before.hash)
}

/**
 * Where a student stands in an exercise, from her lines on it, read. What counts is the first check that passed, else that
 * with the best score, the first of several (`claim`). A reset puts levers and answers back; predictions, attempts and hints stay.
 */
export function standing(lines) {
  const now = { started: null, predictions: null, levers: null, answers: null, attempts: 0, hints: 0, passed: null, claim: null }
  for (const line of lines) {
    if (line.action === 'start') now.started ??= line.time
    if (line.action === 'predict') now.predictions ??= line.predictions
    if (line.action === 'hint') now.hints += 1
    if (line.action === 'run' || line.action === 'check') now.levers = line.levers
    if (line.action === 'check') {
      now.answers = line.answers
      now.attempts += 1
      if (now.passed === null && (line.passed || line.score > (now.claim?.score ?? -1))) now.claim = line
      if (line.passed) now.passed ??= line.time
    }
    if (line.action === 'reset') now.levers = now.answers = null
  }
  return now
}

/** The lines, read, of a student in one version of an exercise. */
export function linesOf(lines, { student, course }, { id, version }) {
  return lines.map((line) => JSON.parse(line)).filter((line) => line.student === student && line.course === course
    && line.exercise === id && line.version === version)
}
