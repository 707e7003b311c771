// A recorded run as a state that can be put to any moment: who is where, how many have come and ended.

const dayLength = 86_400_000

/** What a state means for counting: `waiting`, `working` or `applicant`; null where nobody is under way. */
export function kindOf(state) {
  switch (state) {
    case 'queue': case 'assembling': return 'waiting'
    case 'window': case 'review': case 'notice': return 'working'
    case 'applicant': case 'intermediary': case 'correction': return 'applicant'
    case 'operating': case 'ended': return 'ended'
    default: return null
  }
}

/** The replay data with a moment; `onMove(world, applicant, node, state, from)` hears of every change. */
export class ReplayRecord {
  constructor(replay) {
    this.replay = replay
    this.operate = replay.nodes.findIndex((node) => node.name === 'case/operate')
    this.events = []
    replay.applicants.forEach((applicant, a) => applicant.worlds.forEach((world, d) => {
      for (const [time, node, state] of world.events) this.events.push({ time, d, a, node, state: replay.states[state] })
    }))
    // Sorting keeps what happens at one instant in the order of the record.
    this.events.sort((x, y) => x.time - y.time)
    this.needs = replay.applicants.map((applicant) => applicant.need).sort((x, y) => x - y)
    this.reset()
  }

  reset() {
    this.now = this.replay.from
    this.next = 0
    this.worlds = this.replay.designs.map(() => ({
      // By applicant: the states by node.
      places: this.replay.applicants.map(() => new Map()),
      counts: this.replay.nodes.map(() => ({ waiting: 0, working: 0, applicant: 0, ended: 0 })),
      ended: 0,
      endedTime: 0,
    }))
  }

  /** Goes to a moment; back to it by beginning anew. Whether it had to begin anew. */
  seek(time, onMove = null) {
    const again = time < this.now
    if (again) this.reset()
    this.now = Math.min(Math.max(time, this.replay.from), this.replay.to)
    while (this.next < this.events.length && this.events[this.next].time <= this.now) {
      this.apply(this.events[this.next], again ? null : onMove)
      this.next += 1
    }
    return again
  }

  apply(event, onMove) {
    const world = this.worlds[event.d]
    const places = world.places[event.a]
    const before = places.get(event.node)
    const kind = kindOf(event.state)
    if (before) world.counts[event.node][kindOf(before)] -= 1
    if (kind) {
      places.set(event.node, event.state)
      world.counts[event.node][kind] += 1
    } else {
      places.delete(event.node)
      world.left ??= []
      world.left[event.a] = event.node
    }
    if (event.node === this.operate && kind === 'ended' && !before) {
      world.ended += 1
      world.endedTime += event.time - this.replay.applicants[event.a].need
    }
    onMove?.(event.d, event.a, event.node, kind ? event.state : null, world.left?.[event.a] ?? null)
  }

  /** Whose need has arisen. */
  get arrived() {
    let [low, high] = [0, this.needs.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.needs[middle] <= this.now) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Counters of a world at this moment: `{arrived, ended, mean}`, calendar days or null. */
  counters(d) {
    const { ended, endedTime } = this.worlds[d]
    return { arrived: this.arrived, ended, mean: ended > 0 ? endedTime / ended / dayLength : null }
  }

  /** Whether the counters at the end are those of the record. */
  agrees(d) {
    const figures = this.replay.figures[d]
    const { ended, mean } = this.counters(d)
    return ended === figures.ended && mean === figures.meanNeedToOperateDays
  }

  /** The next or previous instant at which something happens, to `only` where an applicant is given. */
  step(forward, only = null) {
    const concerns = (event) => only === null || event.a === only
    if (forward) {
      for (let i = this.next; i < this.events.length; i += 1) if (concerns(this.events[i])) return this.events[i].time
      return this.replay.to
    }
    for (let i = this.next - 1; i >= 0; i -= 1) {
      if (concerns(this.events[i]) && this.events[i].time < this.now) return this.events[i].time
    }
    return this.replay.from
  }

  /** When an applicant ended in a world; null: not within the record. */
  end(d, a) {
    const event = this.replay.applicants[a].worlds[d].events.find(([, node]) => node === this.operate)
    return event ? event[0] : null
  }

  /** The applicant whose end moves most from the first world to the second; `sign` 1: later, -1: sooner. */
  most(sign) {
    let best = { a: null, change: 0 }
    this.replay.applicants.forEach((applicant, a) => {
      // Who ends without being allowed to operate has not been faster.
      if (applicant.worlds.some((world) => world.outcome !== 'operating')) return
      const [before, after] = [this.end(0, a), this.end(1, a)]
      if (before !== null && after !== null && (after - before) * sign > best.change) {
        best = { a, change: (after - before) * sign }
      }
    })
    return best.a
  }

  /** Day and date of a moment: `{day, date}`; the day is counted from the beginning of the replay. */
  moment(time) {
    const start = Date.parse(`${this.replay.firstDay}T00:00:00Z`)
    return { day: (time - this.replay.from) / dayLength, date: new Date(start + time).toISOString().slice(0, 10) }
  }
}
