// The WebAssembly module for JavaScript: plans and runs as objects. Nothing here belongs to Node, so that a
// browser's worker can use the same file.

const faults = [
  , 'these are no plan bytes', 'these plan bytes are of another version',
  'these plan bytes are too few or too many', 'these plan bytes have changed on the way',
  'these plan bytes say what no plan can say',
]

/** The module in `bytes`, ready for use. It imports nothing. */
export async function load(bytes) {
  const { instance } = await WebAssembly.instantiate(bytes, {})
  return new Module(instance.exports)
}

class Module {
  constructor(exports) {
    this.exports = exports
  }

  /** The plan whose bytes these are; throws an error that says what is wrong with them. */
  plan(bytes) {
    const place = this.place(bytes)
    const plan = this.exports.reformlab_plan_read(place, bytes.length)
    this.exports.reformlab_free(place)
    // Addresses above 2^31 come as negative numbers.
    if (plan >= 0 && plan < faults.length) throw new Error(faults[plan])
    return new Plan(this, plan)
  }

  /** Plan bytes like these, some of which were changed, with their checksum renewed. */
  seal(bytes) {
    const place = this.place(bytes)
    this.exports.reformlab_plan_seal(place, bytes.length)
    const sealed = new Uint8Array(this.exports.memory.buffer).slice(place >>> 0, (place >>> 0) + bytes.length)
    this.exports.reformlab_free(place)
    return sealed
  }

  /** A comparison without replications yet, of so many designs and outcomes, that `numbers` tell of. */
  study(numbers, designs, outcomes) {
    const place = this.place(new Uint8Array(Float64Array.from(numbers).buffer))
    const study = this.exports.reformlab_study_open(place, numbers.length)
    this.exports.reformlab_free(place)
    if (study === 0) throw new Error('these numbers tell of no comparison')
    return new Study(this, study, designs, outcomes)
  }

  /** Mean and 95 % interval of replications, or null when there is none. */
  meanInterval(values) {
    const numbers = Float64Array.from(values)
    const place = this.place(new Uint8Array(numbers.buffer))
    const into = this.exports.reformlab_allocate(24)
    const found = this.exports.reformlab_mean_interval(place, numbers.length, into)
    const [mean, low, high] = new Float64Array(this.exports.memory.buffer, into >>> 0, 3)
    this.exports.reformlab_free(place)
    this.exports.reformlab_free(into)
    return found ? { mean, low, high } : null
  }

  /** What a formula comes to with these values in its slots, NaN where it makes no sense. */
  formula(program, values) {
    const code = this.place(new Uint8Array(Float64Array.from(program).buffer))
    const slots = this.place(new Uint8Array(Float64Array.from(values).buffer))
    const result = this.exports.reformlab_formula(code, program.length, slots, values.length)
    this.exports.reformlab_free(code)
    this.exports.reformlab_free(slots)
    return result
  }

  /** The SHA-256 digest of bytes, 32 bytes. */
  sha256(bytes) {
    const place = this.place(bytes)
    const into = this.exports.reformlab_allocate(32)
    this.exports.reformlab_sha256(place, bytes.length, into)
    const digest = new Uint8Array(this.exports.memory.buffer).slice(into >>> 0, (into >>> 0) + 32)
    this.exports.reformlab_free(place)
    this.exports.reformlab_free(into)
    return digest
  }

  /** Copies bytes into the module's memory; `reformlab_free` gives them back. */
  place(bytes) {
    const place = this.exports.reformlab_allocate(bytes.length)
    new Uint8Array(this.exports.memory.buffer, place >>> 0, bytes.length).set(bytes)
    return place
  }
}

class Plan {
  constructor(module, handle) {
    this.module = module
    this.handle = handle
  }

  /** A run that has not begun; seed and replication are BigInts. */
  run(seed, replication) {
    const { exports } = this.module
    return new Run(this.module, exports.reformlab_run_begin(this.handle, seed, replication))
  }

  close() {
    this.module.exports.reformlab_plan_close(this.handle)
  }
}

class Run {
  constructor(module, handle) {
    this.module = module
    this.handle = handle
  }

  /** Works off about `events` events; true when the run is over. */
  advance(events) {
    return this.module.exports.reformlab_run_advance(this.handle, events) === 1
  }

  /** The instant reached, milliseconds since the run's first midnight, as a BigInt. */
  get instant() {
    return this.module.exports.reformlab_run_instant(this.handle)
  }

  /** A copy of the result bytes; the run must be over. */
  results() {
    const { exports } = this.module
    const place = exports.reformlab_run_results(this.handle)
    const start = place >>> 0
    const count = new DataView(exports.memory.buffer).getBigUint64(start + 16, true)
    const bytes = new Uint8Array(exports.memory.buffer).slice(start, start + 32 + Number(count))
    exports.reformlab_free(place)
    return bytes
  }

  close() {
    this.module.exports.reformlab_run_close(this.handle)
  }
}

const verdicts = ['same', 'cannot tell', 'better', 'worse', 'higher', 'lower']

class Study {
  constructor(module, handle, designs, outcomes) {
    this.module = module
    this.handle = handle
    this.designs = designs
    this.outcomes = outcomes
  }

  /** Begins the next replication of a design; seed and replication are BigInts. */
  begin(design, plan, seed, replication) {
    this.module.exports.reformlab_study_begin(this.handle, design, plan.handle, seed, replication)
  }

  /** Works off about `events` events of the run begun; true when it is over and counted. */
  advance(events) {
    const state = this.module.exports.reformlab_study_advance(this.handle, events)
    if (state === 2) throw new Error('a run came to more than it can count')
    return state === 1
  }

  /**
   * What is known so far, when all designs have the same replications: `designs`, by design and outcome
   * `{estimate, low, high}`, and `differences`, by design but the first and outcome
   * `{design, outcome, difference, low, high, verdict}`, both by number. What does not exist is null.
   */
  summary() {
    const { exports } = this.module
    const place = exports.reformlab_study_summary(this.handle)
    const numbers = new Float64Array(exports.memory.buffer, place >>> 0, this.outcomes * (7 * this.designs - 4)).slice()
    exports.reformlab_free(place)
    let next = 0
    const take = () => {
      const number = numbers[next++]
      return Number.isNaN(number) ? null : number
    }
    const designs = []
    for (let d = 0; d < this.designs; d++) {
      designs.push(Array.from({ length: this.outcomes }, () => ({ estimate: take(), low: take(), high: take() })))
    }
    const differences = []
    for (let design = 1; design < this.designs; design++) {
      for (let outcome = 0; outcome < this.outcomes; outcome++) {
        differences.push({
          design, outcome, difference: take(), low: take(), high: take(), verdict: verdicts[take()],
        })
      }
    }
    return { designs, differences }
  }

  /** What each of so many replications of a design says, by outcome; NaN where there is nobody to say it of. */
  values(design, replications) {
    const { exports } = this.module
    const place = exports.reformlab_study_values(this.handle, design)
    const numbers = new Float64Array(exports.memory.buffer, place >>> 0, this.outcomes * replications).slice()
    exports.reformlab_free(place)
    return Array.from({ length: this.outcomes }, (_, o) => Array.from(numbers.subarray(o * replications, (o + 1) * replications)))
  }

  close() {
    this.module.exports.reformlab_study_close(this.handle)
  }
}
