// swift-tools-version: 6.2
import PackageDescription

/// Every target is compiled in the Swift 6 language mode, with the strict upcoming features and with
/// each warning an error.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// All files of a target become one LLVM module, not one each, so that calls between files can be inlined: the run loop is
/// spread over files by idea, not by speed.
let asOneLLVMModule: [SwiftSetting] = [
  .unsafeFlags(
    ["-Xfrontend", "-enable-single-module-llvm-emission"], .when(configuration: .release))
]

func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], _ more: [SwiftSetting] = []
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict + more)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
  name: "ReformLab",
  products: [
    .executable(name: "reformlab", targets: ["reformlab"]),
    .executable(name: "benchmark", targets: ["Benchmark"]),
  ],
  targets: [
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
      name: "CMicroHTTPD", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
    .systemLibrary(
      name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(name: "CAllocations"),
    .systemLibrary(name: "CPrefetch"),
    library("Kernel", ["CPrefetch"], asOneLLVMModule),
    library("Inference"),
    library("Headline", ["Kernel", "Inference"]),
    library("Statistics", ["CGSL"]),
    library("ApprovalModel", ["Statistics"]),
    library("Simulation", ["Headline", "Kernel", "ApprovalModel", "Statistics"]),
    library(
      "Experiments",
      ["Simulation", "Headline", "Inference", "Kernel", "ApprovalModel", "Statistics"]),
    library("Studies", ["Experiments", "ApprovalModel", "Kernel", "CSQLite"]),
    library("ScenarioFiles", ["ApprovalModel", "Statistics", "CYAML"]),
    library(
      "Exercises",
      [
        "ScenarioFiles", "Experiments", "Simulation", "Headline", "Inference", "ApprovalModel",
        "Kernel",
      ]),
    library("Reporting", ["Experiments", "ApprovalModel", "Inference"]),
    library("Server", ["CMicroHTTPD"]),
    library(
      "Lab",
      [
        "ScenarioFiles", "Reporting", "Experiments", "Simulation", "ApprovalModel", "Kernel",
        "Inference", "Studies", "Server", "CXLSXWriter", "Exercises",
      ]),
    .executableTarget(name: "reformlab", dependencies: ["Lab"], swiftSettings: strict),
    .executableTarget(
      name: "Benchmark",
      dependencies: ["ScenarioFiles", "Simulation", "ApprovalModel", "Kernel", "CAllocations"],
      swiftSettings: strict),
    tests("KernelTests", ["Kernel"]),
    tests("InferenceTests", ["Inference", "Statistics", "CGSL"]),
    tests("StatisticsTests", ["Statistics", "Kernel", "CGSL"]),
    tests("ApprovalModelTests", ["ApprovalModel", "Statistics"]),
    tests(
      "SimulationTests", ["Simulation", "Kernel", "ApprovalModel", "Statistics", "ScenarioFiles"]),
    tests(
      "ExperimentsTests",
      [
        "Experiments", "Inference", "ScenarioFiles", "Simulation", "ApprovalModel", "Kernel",
        "Statistics",
      ]),
    tests("StudiesTests", ["Studies", "Experiments", "ApprovalModel", "CSQLite"]),
    tests("ScenarioFilesTests", ["ScenarioFiles", "ApprovalModel", "Statistics"]),
    tests(
      "ReportingTests",
      [
        "Reporting", "Experiments", "ScenarioFiles", "ApprovalModel", "Inference", "Simulation",
        "Statistics",
      ]),
    tests(
      "WasmTests",
      [
        "Lab", "Reporting", "Experiments", "Simulation", "Kernel", "Inference", "ApprovalModel",
        "ScenarioFiles",
      ]),
    tests(
      "ExercisesTests",
      [
        "Exercises", "ScenarioFiles", "Experiments", "ApprovalModel", "Inference", "Lab",
        "Reporting",
      ]),
    tests("ServerTests", ["Server", "Lab"]),
    tests("LabTests", ["Lab", "Server", "ScenarioFiles", "Experiments", "ApprovalModel"]),
  ]
)
