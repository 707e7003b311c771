// The same work in the terminal.

/** The command of work: `{levers, answers}` as texts by name; levers as at the start are left out. */
export function commandOf(engine, { student, course }, verb, { levers, answers = {} }) {
  const start = engine.texts(engine.startWork())
  const flags = (flag, texts) => Object.entries(texts).filter(([, text]) => text.trim() !== '').map(([name, text]) => `--${flag} ${quoted(`${name}=${text.trim()}`)}`)
  return ['reformlab exercise', verb, engine.exercise.id,
    ...flags('set', Object.fromEntries(Object.entries(levers).filter(([name, text]) => text.trim() !== start[name]))),
    ...(verb === 'check' ? flags('answer', answers) : []),
    ...(student ? [`--student ${quoted(student)}`] : []), ...(course ? [`--course ${quoted(course)}`] : [])].join(' ')
}

function quoted(text) {
  return /^[\w=.,:+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
