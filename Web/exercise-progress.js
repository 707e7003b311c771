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

/** Whether lines follow each other without a gap; lines of other students or exercises may stand between them. */
export function isInOrder(lines) {
  return lines.every((line, index) => index === 0 || line.n > lines[index - 1].n
    && (line.n !== lines[index - 1].n + 1 || line.previous === lines[index - 1].hash))
}

/** Where a student stands in an exercise, from her lines on it, read; a reset begins anew. */
export function standing(lines) {
  const blank = { started: null, predictions: null, levers: null, answers: null, attempts: 0, hints: 0, passed: null, hasRun: false, claim: null }
  return lines.reduce((now, line) => {
    if (line.action === 'reset') return { ...blank }
    const next = { ...now, started: now.started ?? line.time }
    switch (line.action) {
      case 'predict': return { ...next, predictions: next.predictions ?? line.predictions }
      case 'run': return { ...next, levers: line.levers, hasRun: true }
      case 'hint': return { ...next, hints: Math.max(next.hints, line.hint) }
      case 'check': return {
        ...next, levers: line.levers, answers: line.answers, hasRun: true, attempts: next.attempts + 1,
        passed: next.passed ?? (line.passed ? line.time : null),
        // What counts is the last that passed, else the last.
        claim: line.passed || next.passed === null ? { levers: line.levers, answers: line.answers } : next.claim,
      }
      default: return next
    }
  }, { ...blank })
}

/** The lines, read, of a student in one version of an exercise; without a digest, of any text of it. */
export function linesOf(lines, { student, course }, { id, version, digest = null }) {
  return lines.map((line) => JSON.parse(line)).filter((line) => line.student === student && line.course === course
    && line.exercise === id && line.version === version && (digest === null || line.digest === digest))
}
