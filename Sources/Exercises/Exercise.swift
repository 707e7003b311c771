public import ApprovalModel

/// An exercise as its folder declares it: a scenario, what differs between students, what a student may
/// change, and the questions with the formulas that compute their answers.
///
/// No answer stands in it: truths are computed by running the student's own variant.
public struct Exercise: Hashable, Sendable {
  /// The name of its folder: `02-utilisation`.
  public var id: Name
  /// Counts up whenever answers may come out differently.
  public var version: Int
  /// Its place in lists.
  public var order: Int
  /// About how long it takes.
  public var minutes: Int
  /// The exercises to do before.
  public var needs: [Name]
  /// What it is called.
  public var title: LocalizedText
  /// The scenario files, the main one first.
  public var worlds: [World]
  /// How many replications every run has, unless a lever says so.
  public var replications: Int
  /// What differs between students.
  public var parameters: [Knob]
  /// What the student may change.
  public var levers: [Knob]
  /// The runs: `start` and `work` first, then those of the file in its order.
  public var runs: [RunSetting]
  /// The means that formulas may use.
  public var measures: [Measure]
  /// Named formulas, each over those before it.
  public var facts: [Fact]
  /// With what a run's table compares the student's work; nil: with the start.
  public var against: Against?
  /// What is asked before the first run.
  public var predictions: [Prediction]
  /// What a run shows.
  public var table: [Row]
  /// The questions.
  public var questions: [Question]
  /// What is read, by language.
  public var texts: Texts
  /// SHA-256 of the files that a student has of it, in hexadecimal.
  public var digest: String

  /// What a run's table compares the student's work with.
  public struct Against: Hashable, Sendable {
    /// What it is called: "serial, otherwise as set".
    public var title: LocalizedText
    /// The place of the run among the runs.
    public var run: Int
  }

  /// A scenario of the exercise.
  public struct World: Hashable, Sendable {
    /// Its name in ``Exercise/runs``.
    public var name: Name
    /// The path of the file.
    public var path: String
    /// The file's bytes.
    public var bytes: [UInt8]
  }

  /// A number with a few possible values, which may put values in place of the scenario's inputs.
  public struct Knob: Hashable, Sendable {
    /// Its name in formulas.
    public var name: Name
    /// What it does beyond ``sets``.
    public var kind: Kind
    /// What it is called; levers have a title.
    public var title: LocalizedText
    /// The unit of its values.
    public var unit: LocalizedText?
    /// Its values.
    public var choices: [Choice]
    /// The place of the value at the start; for reforms nil.
    public var start: Int
    /// The inputs that it sets: the value as a file writes it, formulas filled in with ``Template``.
    public var sets: [Setting]

    /// What a knob acts on.
    public enum Kind: Hashable, Sendable {
      /// Inputs of the scenario alone.
      case inputs
      /// The design that runs, by its place among the choices, from 1.
      case design
      /// Which reforms act together, at most so many of the choices; those at the start.
      case reforms(atMost: Int, start: [Name])
      /// How many replications runs have.
      case replications
      /// 1: designs meet the same luck; 0: each has random numbers of its own.
      case pairing
    }

    /// A value of a knob.
    public struct Choice: Hashable, Sendable {
      /// What formulas see.
      public var value: Double
      /// What the student types: the number, or the name of a design or reform.
      public var text: String
      /// What it is called, where a number says too little.
      public var label: LocalizedText?
    }

    /// An input and the value it gets.
    public struct Setting: Hashable, Sendable {
      /// The input's path.
      public var path: String
      /// The value.
      public var value: Template
    }
  }

  /// A run of all replications.
  public struct RunSetting: Hashable, Sendable {
    /// Its name.
    public var name: Name
    /// The place of its scenario among the worlds.
    public var world: Int
    /// Whether levers are as the student set them; else at the start.
    public var takesWork: Bool
    /// Levers that are elsewhere.
    public var levers: [Lever]

    /// Where a lever stands.
    public struct Lever: Hashable, Sendable {
      /// The lever's place among the levers.
      public var lever: Int
      /// Its value.
      public var value: Value
    }
    /// The value of a lever in a run.
    public enum Value: Hashable, Sendable {
      /// One that is computed and must be among the choices.
      case formula(Formula)
      /// A design or several reforms by name.
      case names([Name])
    }
  }

  /// A mean over replications with its 95 % interval, or the paired difference of two.
  public struct Measure: Hashable, Sendable {
    /// Its name in formulas.
    public var name: Name
    /// The place of the run among the runs; of a difference the run from which it counts.
    public var run: Int
    /// Of a difference the run up to which it counts.
    public var to: Int?
    /// The outcome: `waiting-time@office:window`.
    public var outcome: String
  }

  /// A named formula.
  public struct Fact: Hashable, Sendable {
    /// Its name.
    public var name: Name
    /// The formula.
    public var formula: Formula
  }

  /// A question whose answer is kept and never graded.
  public struct Prediction: Hashable, Sendable {
    /// Its name.
    public var id: Name
    /// What is asked.
    public var ask: LocalizedTemplate
    /// The unit of a number.
    public var unit: LocalizedText?
    /// The options of a choice; empty for a number.
    public var options: [Option]
    /// What the run says: a number, or the place of an option from 1.
    public var truth: Formula
  }

  /// An answer to choose.
  public struct Option: Hashable, Sendable {
    /// What the student types.
    public var id: Name
    /// What is read.
    public var text: LocalizedTemplate
  }

  /// A line of what a run shows: start, work, and their paired difference.
  public struct Row: Hashable, Sendable {
    /// The outcome.
    public var outcome: String
    /// What it is called.
    public var title: LocalizedText
    /// The unit.
    public var unit: LocalizedText
    /// What the outcome is multiplied by.
    public var factor: Double
    /// How many digits stand behind the point.
    public var digits: Int
  }

  /// A question that is checked.
  public struct Question: Hashable, Sendable {
    /// Its name.
    public var id: Name
    /// The points it is worth.
    public var points: Double
    /// What is asked.
    public var ask: LocalizedTemplate
    /// The unit of a number.
    public var unit: LocalizedText?
    /// How it is checked.
    public var check: Check
  }

  /// How an answer is checked.
  public enum Check: Hashable, Sendable {
    /// A number within the tolerance: the largest of a part of the truth, twice its half-width, and an amount.
    case number(truth: Formula, half: Formula?, relative: Double, absolute: Double, [WrongNumber])
    /// The option at the place that the formula gives, from 1.
    case choice(options: [Option], truth: Formula, [WrongOption])
    /// An interval that overlaps truth ± half and is at most so many times as wide.
    case interval(truth: Formula, half: Formula, widest: Double)
    /// Nothing is typed: the condition holds for the student's work. `kind` is `target`, `budget` or `evidence`.
    case condition(kind: String, holds: Formula, misses: LocalizedTemplate)
    /// Words for the teacher; never failed.
    case text
  }

  /// The number that a wrong reasoning leads to.
  public struct WrongNumber: Hashable, Sendable {
    /// Its name.
    public var id: Name
    /// The number.
    public var value: Formula
    /// Which reasoning leads there.
    public var says: LocalizedTemplate
  }

  /// An option that a wrong reasoning leads to.
  public struct WrongOption: Hashable, Sendable {
    /// The option's place, from 0.
    public var option: Int
    /// Which reasoning leads there.
    public var says: LocalizedTemplate
  }

  /// What is read.
  public struct Texts: Hashable, Sendable {
    /// The sections, in the order of ``Section/allCases``: Markdown.
    public var sections: [LocalizedTemplate]
    /// Three hints.
    public var hints: [LocalizedTemplate]
  }

  /// A part of the text.
  public enum Section: Int, CaseIterable, Sendable {
    case goal, story, task, explanation, transfer, words
  }
}

/// Text with formulas in it, the same ones in both languages.
public struct LocalizedTemplate: Hashable, Sendable {
  /// In Chinese.
  public var zh: Template
  /// In English.
  public var en: Template
}

/// Text with formulas in angle brackets: `<rate>` or `<rate * 20:1>`, one digit behind the point.
public struct Template: Hashable, Sendable {
  /// Its parts, in order.
  public var parts: [Part]

  /// A part of the text.
  public enum Part: Hashable, Sendable {
    /// Words as they stand.
    case text(String)
    /// A number: with so many digits behind the point, or as short as it is the same number.
    case number(Formula, digits: Int?)
  }
}
