// The application: one state, one view at a time, both in the address.

import { announce, make, fill } from './dom.js'
import { redrawCharts } from './charts.js'
import { copyAndSay, drawHeader, exportDialog, keyboardDialog, openDialog, scenarioDialog, shareDialog } from './chrome.js'
import { classView } from './class.js'
import { compareView } from './compare.js'
import { editorView } from './editor.js'
import { homeView } from './home.js'
import { learnView } from './learn.js'
import { notice, problemView } from './problems.js'
import { openSource } from './source.js'
import { Steps, fragmentOf, stateOf } from './state.js'
import { currentLanguage, loadWords, say, setLanguage } from './words.js'
import { whatIfView } from './whatif.js'

const viewMakers = { home: homeView, compare: compareView, 'what-if': whatIfView, learn: learnView, class: classView, editor: editorView }

/** The scenario that is shown first. */
const firstScenario = 'e-town-commitment'

const lab = {
  source: openSource(),
  index: null,
  /** What the list of exercises tells of each. */
  exercises: [],
  state: { view: 'home', scenario: firstScenario },
  /** What an export is of: the request of the study on the screen and its result. */
  shown: null,
  view: null,
  known: new Map(),
  steps: null,
  unsaved: false,
  fragment: null,
  writing: Promise.resolve(),

  entry(id) {
    return lab.index?.scenarios.find((entry) => entry.id === id) ?? null
  },

  /** All of a scenario; asked for once. */
  scenario(id) {
    if (!lab.known.has(id)) {
      const asked = lab.source.scenario(id)
      lab.known.set(id, asked)
      asked.catch(() => lab.known.delete(id))
    }
    return lab.known.get(id)
  },

  /** A study request of the state, with what the view adds. */
  request(parts) {
    const { scenario, text, seed, replications } = lab.state
    const request = { ...(text ? { text } : { scenario }), ...parts }
    if (Number.isInteger(seed)) request.seed = seed
    if (Number.isInteger(replications)) request.replications = replications
    return request
  },

  shows(request, result) {
    lab.shown = { request, result }
  },

  /** Goes to another state by a step in the history of the browser. */
  async open(changes) {
    const loses = lab.unsaved && 'scenario' in changes && changes.scenario !== lab.state.scenario
    if (loses && !await lab.mayLose()) return
    lab.leave()
    if (loses) lab.unsaved = false
    const next = { ...lab.state, ...changes }
    if ('scenario' in changes && changes.scenario !== lab.state.scenario) {
      for (const key of ['designs', 'reforms', 'inputs', 'text', 'seed', 'replications']) if (!(key in changes)) next[key] = null
    }
    lab.state = next
    await lab.write(true)
    lab.show(true)
  },

  /** Changes the state in place. */
  keep(changes) {
    Object.assign(lab.state, changes)
    lab.write(false)
  },

  /** Writes the state into the address, one after the other: packing takes a moment. */
  write(isStep) {
    const state = { ...lab.state }
    lab.writing = lab.writing.then(async () => {
      const fragment = await fragmentOf(state, lab.index?.version ?? null)
      if (fragment === lab.fragment) return
      lab.fragment = fragment
      if (isStep) history.pushState(null, '', fragment)
      else history.replaceState(null, '', fragment)
    })
    return lab.writing
  },

  leave() {
    lab.view?.leave()
    lab.view = null
    lab.steps = null
  },

  /** Shows the state; `fresh` when it is another screen than before. */
  show(fresh) {
    drawHeader(lab)
    const root = document.getElementById('main')
    root.className = `screen screen-${lab.state.view}`
    fill(root)
    lab.shown = null
    lab.view = viewMakers[lab.state.view](lab)
    lab.view.render(root)
    document.title = titleText()
    if (fresh) {
      scrollTo(0, 0)
      const title = document.getElementById('screen-title')
      title?.focus({ preventScroll: true })
    }
  },

  /** The same screen in another language, at the same place. */
  switchLanguage(language) {
    setLanguage(language)
    lab.keep({ lang: language })
    const place = scrollY
    const focused = document.activeElement?.id
    drawHeader(lab)
    lab.view?.render(document.getElementById('main'))
    document.title = titleText()
    scrollTo(0, place)
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
    announce(say('language-now'))
  },

  setTheme(name) {
    const theme = name === 'auto' ? null : name
    lab.keep({ theme })
    applyTheme(theme)
  },

  /** Edits of reforms and inputs, which can be taken back. */
  beginSteps() {
    lab.steps = new Steps({ reforms: lab.state.reforms, inputs: lab.state.inputs ?? null })
  },

  step(changes) {
    lab.keep(changes)
    lab.steps?.add({ reforms: lab.state.reforms, inputs: lab.state.inputs ?? null })
  },

  canUndo: () => Boolean(lab.steps?.past.length),
  canRedo: () => Boolean(lab.steps?.future.length),

  takeBack(which) {
    const found = lab.steps?.[which]()
    if (!found) return false
    lab.keep(found)
    return true
  },

  guard(isUnsaved) {
    lab.unsaved = isUnsaved
  },

  mayLose() {
    return new Promise((answered) => {
      let answer = false
      const dialog = openDialog(say('unsaved'), (close) => [make('p', {}, say('unsaved-what')), make('p', { class: 'actions' },
        make('button', { type: 'button', class: 'main', onclick: close }, say('stay')),
        make('button', { type: 'button', class: 'quiet', onclick: () => { answer = true; close() } }, say('leave-it')))])
      dialog.addEventListener('close', () => answered(answer))
    })
  },

  /** Asks again which scenarios there are, after one was saved. */
  async refresh() {
    lab.index = await lab.source.scenarios()
  },

  copy: copyAndSay,
  dialog: openDialog,
  chooseScenario: () => scenarioDialog(lab),
  exportDialog: () => exportDialog(lab),
  shareDialog: () => shareDialog(lab),
  helpDialog: keyboardDialog,
}

function titleText() {
  const own = lab.view?.title()
  return own && own !== say('product') ? `${own} · ${say('product')}` : say('product')
}

function applyTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme
  else delete document.documentElement.dataset.theme
  redrawCharts()
  lab.view?.themed?.()
}

/** Takes the state that an address carries, and says what in it is not understood. */
async function readAddress() {
  let found = null
  let isDamaged = false
  try {
    found = await stateOf(location.hash)
  } catch {
    isDamaged = true
  }
  const before = lab.state
  setLanguage(found?.state.lang ?? before.lang ?? currentLanguage())
  const state = { lang: before.lang, theme: before.theme, scenario: before.scenario, view: 'home', ...found?.state }
  if (isDamaged) notice(say('link-damaged'))
  if (found?.unknown.length) notice(say('link-unknown', { keys: found.unknown.join(say('comma')) }))
  if (!lab.entry(state.scenario)) {
    if (!state.text) {
      if (found?.state.scenario) notice(say('link-no-scenario', { id: state.scenario }))
      state.scenario = lab.index.scenarios[0]?.id ?? firstScenario
    }
  }
  if (found?.version && found.version !== lab.index.version) {
    notice(say('link-version', { theirs: found.version, ours: lab.index.version }), [{ label: say('go-on'), act: () => {} },
      { label: say('begin-anew'), act: () => lab.open({ view: 'home', designs: null, reforms: null, inputs: null, text: null }) }])
  }
  lab.state = state
  applyTheme(state.theme ?? null)
}

function keys(event) {
  const typing = event.target.closest?.('input:not([type=checkbox], [type=radio], [type=range]), textarea, select')
  const command = (event.ctrlKey || event.metaKey) && !event.altKey
  if (event.key === '?' && !typing && !document.querySelector('dialog[open]')) {
    event.preventDefault()
    keyboardDialog()
  } else if (command && !typing && lab.view?.takeBack && event.key.toLowerCase() === 'z') {
    event.preventDefault()
    lab.view.takeBack(event.shiftKey ? 'redo' : 'undo')
  }
}

async function begin() {
  const root = document.getElementById('main')
  try {
    await loadWords()
  } catch {
    root.textContent = 'ReformLab: words.json'
    return
  }
  setLanguage(navigator.language?.startsWith('zh') ? 'zh' : 'en')
  await openIndex(root)
}

async function openIndex(root) {
  try {
    lab.index = await lab.source.scenarios()
  } catch (error) {
    fill(root, problemView(error, { again: () => openIndex(root) }))
    return
  }
  // A site may be made without exercises.
  lab.exercises = await lab.source.exercises().then(({ exercises }) => exercises, () => [])
  if (lab.index.scenarios.length && !lab.entry(firstScenario)) lab.state.scenario = lab.index.scenarios[0].id
  await readAddress()
  lab.fragment = location.hash
  lab.show(false)
  addEventListener('popstate', addressMoved)
  addEventListener('keydown', keys)
  addEventListener('beforeunload', (event) => { if (lab.unsaved) event.preventDefault() })
  document.getElementById('skip').addEventListener('click', (event) => {
    event.preventDefault()
    root.focus()
    root.scrollIntoView()
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => applyTheme(lab.state.theme ?? null))
}

async function addressMoved() {
  if (location.hash === lab.fragment) return
  lab.fragment = location.hash
  lab.leave()
  await readAddress()
  lab.show(true)
}

begin()
