/// What kind of finding a diagnostic is: the one list, stable from version to version.
///
/// The first letter of the raw value is the severity (E error, W warning, N notice). A code is never
/// given to another kind of finding; new ones are added at the end of their group.
public enum DiagnosticCode: String, Hashable, Sendable, CaseIterable {
  // The file as a whole.

  /// The file holds more bytes than a scenario may.
  case fileTooLarge = "E-FIL-001"
  /// The file holds nothing but space and comments.
  case fileEmpty = "E-FIL-002"
  /// The file is in another encoding than UTF-8.
  case wrongEncoding = "E-FIL-003"
  /// A byte that is no part of UTF-8 text.
  case invalidUTF8 = "E-FIL-004"
  /// A control character.
  case controlCharacter = "E-FIL-005"

  /// More findings than are listed.
  case tooManyFindings = "E-FIL-006"

  // The notation.

  /// Text that is no YAML.
  case syntax = "E-YML-001"
  /// An alias (`*name`).
  case alias = "E-YML-002"
  /// An anchor (`&name`).
  case anchor = "E-YML-003"
  /// A tag (`!type`).
  case tag = "E-YML-004"
  /// A second document.
  case severalDocuments = "E-YML-005"
  /// A directive (`%YAML`).
  case directive = "E-YML-006"
  /// Lists and maps nested too deep.
  case tooDeep = "E-YML-007"
  /// A key that stands twice in one map.
  case duplicateKey = "E-YML-008"
  /// A list or map in the place of a key.
  case keyNotText = "E-YML-009"

  // The shape of a scenario.

  /// A key that means nothing here.
  case unknownKey = "E-SCN-001"
  /// A key that must be there and is not.
  case missingKey = "E-SCN-002"
  /// A list, map or text in the place of something else.
  case wrongShape = "E-SCN-003"
  /// A key without a value, or an empty list where something must stand.
  case emptyValue = "E-SCN-004"
  /// A name with other characters than letters, digits and hyphens.
  case badName = "E-SCN-005"
  /// A name that the format keeps for itself.
  case reservedName = "E-SCN-006"
  /// A word that is none of those possible here.
  case unknownWord = "E-SCN-007"
  /// Something that the format will have and this version does not.
  case notSupported = "E-SCN-008"
  /// Two statements that exclude each other.
  case contradiction = "E-SCN-009"
  /// A version of the format that this product does not read.
  case formatVersion = "E-SCN-010"
  /// Something stated twice.
  case statedTwice = "E-SCN-011"

  // Values.

  /// Text that is no number.
  case notANumber = "E-VAL-001"
  /// Full-width digits.
  case fullWidthDigits = "E-VAL-002"
  /// A number with a leading zero.
  case leadingZero = "E-VAL-003"
  /// A number with an exponent.
  case exponent = "E-VAL-004"
  /// A number with more digits than can be kept.
  case tooManyDigits = "E-VAL-005"
  /// A unit that is missing, unknown or of another kind.
  case wrongUnit = "E-VAL-006"
  /// Days that do not say whether they are working or calendar days.
  case bareDays = "E-VAL-007"
  /// A date that is no day of the calendar.
  case noSuchDate = "E-VAL-008"
  /// A value outside what is possible.
  case outOfBounds = "E-VAL-009"
  /// Shares that do not add up to 100 %.
  case sharesSum = "E-VAL-010"
  /// Parameters that describe no distribution.
  case distribution = "E-VAL-011"
  /// Different units within one distribution.
  case mixedUnits = "E-VAL-012"
  /// Hours or a sitting that cannot be read.
  case hours = "E-VAL-013"

  // Where values come from.

  /// A range that cannot be read.
  case badRange = "E-EVI-001"
  /// A range that leaves out the value itself.
  case rangeWithoutValue = "E-EVI-002"
  /// A range that reaches values that are impossible.
  case rangeOutOfBounds = "E-EVI-003"
  /// A source that the file does not declare.
  case unknownSource = "E-EVI-004"
  /// Grade A on a document that is no rule in force.
  case gradeNotInForce = "E-EVI-005"
  /// A C or D value without a range.
  case noRange = "W-EVI-001"
  /// A declared source that nothing cites.
  case unusedSource = "W-EVI-002"
  /// An A or B value without a source.
  case noSource = "W-EVI-003"
  /// A range on a value without a grade.
  case rangeWithoutGrade = "W-EVI-004"

  /// A value of grade A whose rule is not in force in the study's window.
  case ruleNotInForce = "W-EVI-005"
  /// A limit of grade C without a source.
  case limitWithoutSource = "W-EVI-006"

  // What can be run and is probably not meant: see `StudyRemark.Kind`.

  /// An office with more work than its people can do.
  case overload = "W-MOD-001"
  /// A matter that concerns nobody.
  case unreachedMatter = "W-MOD-002"
  /// A limit shorter than the notice periods within it.
  case shortLimit = "W-MOD-003"
  /// A reform that reaches nobody.
  case unreachedReform = "W-REF-001"
  /// A reform that changes nothing in the process.
  case idleReform = "W-REF-002"
  /// A fact that is to stand for a waived matter and that nothing brings.
  case unknownSubstitute = "W-REF-003"

  // The process: see `StructuralProblem.Kind`.

  /// A prerequisite or point of the process that does not exist.
  case unknownReference = "E-MOD-001"
  /// An office that does not exist.
  case unknownOffice = "E-MOD-002"
  /// An attribute that does not exist.
  case unknownAttribute = "E-MOD-003"
  /// A category that its attribute lacks.
  case unknownCategory = "E-MOD-004"
  /// A table by category that misses one.
  case missingCategory = "E-MOD-005"
  /// Matters and own work that wait for each other in a circle.
  case cycle = "E-MOD-006"
  /// Two matters about one subject.
  case sharedSubject = "E-MOD-007"
  /// A file that is certain to go back, without a cap.
  case endlessRework = "E-MOD-008"
  /// A pledge that is nowhere verified for everybody.
  case unverifiedPledge = "E-MOD-009"
  /// Offices that must act together and share no hour.
  case noCommonHours = "E-MOD-010"
  /// An office without people that has work to do.
  case noStaff = "E-MOD-011"
  /// A matter named where only a declared one makes sense.
  case unknownMatter = "E-MOD-012"
  /// Chances that add up to more than 100 %.
  case chancesSum = "E-MOD-013"
  /// A name that stands for two things.
  case ambiguousName = "E-MOD-014"
  /// An applicant class that a condition or table leaves undecided.
  case attributeOfOtherClass = "E-MOD-015"
  /// A credit list that does not exist.
  case unknownCreditList = "E-MOD-016"

  // The study, reforms and designs.

  /// A run that would leave the published calendar.
  case beyondCalendar = "E-STU-001"
  /// A stretch of time that ends before it begins.
  case windowReversed = "E-STU-002"
  /// An outcome that the product does not report.
  case unknownOutcome = "E-STU-003"
  /// A scenario too large to be run.
  case tooLarge = "E-STU-004"
  /// A design, reform or switch that does not exist.
  case unknownReform = "E-REF-001"
  /// A design that lacks a reform which another one requires.
  case missingRequirement = "E-REF-002"
  /// A reform that cannot be applied.
  case cannotApply = "E-REF-003"

  // Exercises.

  /// A formula that cannot be read, or rests on what is not known where it stands.
  case badFormula = "E-EXE-001"
  /// A text of an exercise without the headings that it must have.
  case badText = "E-EXE-002"
  /// A file of an exercise that is missing or cannot be read.
  case missingFile = "E-EXE-003"
  /// A value that is not among the choices of a lever.
  case notAChoice = "E-EXE-004"

  /// How grave findings of this kind are.
  public var severity: Diagnostic.Severity {
    switch rawValue.first {
    case "W": .warning
    case "N": .notice
    default: .error
    }
  }
}
