// The same work in the terminal.

/**
 * The command of work: `{levers, answers, predictions}` as texts by name, of which `predict`, `run` and `check` take
 * what belongs to them; levers as at the start are left out.
 */
export function commandOf(engine, { student, course }, verb, { levers, answers = {}, predictions = {} }) {
  const start = engine.texts(engine.startWork())
  const flags = (flag, texts) => Object.entries(texts).filter(([, text]) => text.trim() !== '').map(([name, text]) => `--${flag} ${quoted(`${name}=${text.trim()}`)}`)
  return ['reformlab exercise', verb, engine.exercise.id,
    ...(verb === 'predict' ? flags('answer', predictions) : flags('set', Object.fromEntries(Object.entries(levers).filter(([name, text]) => text.trim() !== start[name])))),
    ...(verb === 'check' ? flags('answer', answers) : []),
    ...(student ? [`--student ${quoted(student)}`] : []), ...(course ? [`--course ${quoted(course)}`] : [])].join(' ')
}

function quoted(text) {
  return /^[\w=.,:+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
