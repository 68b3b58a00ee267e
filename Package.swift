// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// One room of the house: a library target with the rooms below it that it may import.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: swiftSettings)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: swiftSettings)
}

let package = Package(
  name: "mien",
  products: [
    // What a program names: each product lists the rooms that it speaks of.
    .library(
      name: "DialogueBake",
      targets: [
        "DialogueBake", "FaceCurves", "FacePerformance", "FaceRig", "Files", "Interchange", "KeptValues", "Phonetics",
        "SpeechAnimation", "SpeechAudio",
      ]),
    .library(
      name: "LiveFace", targets: ["LiveFace", "FaceCurves", "FacePerformance", "SpeechAnimation", "SpeechAudio"]),
    .library(name: "DialoguePreview", targets: ["DialoguePreview", "FacePreview"]),
    .executable(name: "mien", targets: ["mien"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // 0 · system libraries
    .systemLibrary(name: "CSndfile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
    .systemLibrary(name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
    .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas0"])]),  // opened at run time
    .systemLibrary(name: "CAssimp", pkgConfig: "assimp", providers: [.apt(["libassimp-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
    .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
    .systemLibrary(name: "CEigen", pkgConfig: "eigen3", providers: [.apt(["libeigen3-dev"])]),
    .target(name: "CVectorMath"),
    .target(name: "CContentHash"),  // libxxhash-dev, its header alone
    .target(name: "CBlendshapeSolve", dependencies: ["CEigen"]),

    // 1
    room("Files"),
    room("FaceCurves", ["Files"], resources: [.copy("Resources/lip-readout.csv")]),
    room("NeuralKernels", ["ArrayFiles", "COpenBLAS", "CVectorMath"]),
    room("SceneFiles", ["Files", "CZlib"]),
    room("KeptValues", ["ArrayFiles", "CContentHash"]),
    room("ArrayFiles", ["Files", "CZlib"]),

    // 2
    room("SpeechAudio", ["CSndfile", "CSoxr", "CVectorMath", "Files"]),
    room(
      "Phonetics", ["FaceCurves", "Files"],
      resources: [
        .copy("Resources/phone-targets.csv"), .copy("Resources/ipa-folding.csv"),
        .copy("Resources/arpabet.csv"),
      ]),
    room(
      "FaceRig", ["FaceCurves", "Files", "SceneFiles", "NeuralKernels", "CBlendshapeSolve"],
      resources: [
        .copy("Resources/metahuman.csv"), .copy("Resources/character-creator.csv"), .copy("Resources/visemes.csv"),
        .copy("Resources/metahuman-controls.csv"), .copy("Resources/metahuman-board.csv"),
        .copy("Resources/target-names.csv"), .copy("Resources/mouth-shapes.csv"), .copy("Resources/joint-names.csv"),
      ]),

    // 3
    room(
      "SpeechAnimation", ["FaceCurves", "Files", "KeptValues", "NeuralKernels", "SpeechAudio", "Phonetics"],
      resources: [.copy("Resources/mien-base")]),
    room("Interchange", ["ArrayFiles", "FaceCurves", "FaceRig", "Files", "SceneFiles"]),
    room(
      "FacePreview", ["FaceCurves", "FaceRig", "Files", "SceneFiles", "CPNG", "CTurboJPEG", "CCairo"],
      resources: [.copy("Resources/page")]),

    // 4
    room("FacePerformance", ["FaceCurves", "Files", "KeptValues", "Phonetics", "SpeechAudio", "SpeechAnimation"]),

    // 5
    room(
      "DialogueBake",
      [
        "FaceCurves", "Files", "SpeechAudio", "Phonetics", "FaceRig", "KeptValues", "SpeechAnimation",
        "FacePerformance", "Interchange", .product(name: "Yams", package: "Yams"),
      ]),
    room("LiveFace", ["FaceCurves", "KeptValues", "SpeechAudio", "SpeechAnimation", "FacePerformance"]),
    room(
      "DialoguePreview",
      [
        "DialogueBake", "FaceCurves", "FacePerformance", "FacePreview", "FaceRig", "Files", "Interchange", "Phonetics",
        "SpeechAnimation", "SpeechAudio",
      ]),

    // 6
    .executableTarget(
      name: "mien",
      dependencies: [
        "DialogueBake", "DialoguePreview", "FaceCurves", "FacePerformance", "FacePreview", "FaceRig", "Files",
        "Interchange", "NeuralKernels", "SceneFiles", "SpeechAnimation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),

    // Not the product: times the encoder for Tools/bench.
    .executableTarget(
      name: "encoder-bench", dependencies: ["SpeechAnimation", "NeuralKernels"], path: "Tools/encoder-bench",
      swiftSettings: swiftSettings),

    // Not the product: times the blendshape solve for Tools/bench.
    .executableTarget(
      name: "solve-bench", dependencies: ["FaceRig", "FaceCurves", "SceneFiles"], path: "Tools/solve-bench",
      swiftSettings: swiftSettings),

    // Not the product: times the preview for Tools/bench.
    .executableTarget(
      name: "preview-bench", dependencies: ["FacePreview", "FaceRig", "FaceCurves"], path: "Tools/preview-bench",
      swiftSettings: swiftSettings),

    // Not the product: gives damaged files to the readers for Tools/fuzz.
    .executableTarget(
      name: "fuzz-runner",
      dependencies: [
        "CSndfile", "DialogueBake", "FaceCurves", "FacePerformance", "FacePreview", "FaceRig", "Interchange",
        "KeptValues",
        "Phonetics", "SpeechAnimation", "SpeechAudio", "TestSupport",
      ], path: "Tools/fuzz-runner", swiftSettings: swiftSettings),

    // Not the product: maps heads without names onto each other for Tools/bench.
    .executableTarget(
      name: "shape-bench", dependencies: ["FaceRig", "FaceCurves", "SceneFiles"], path: "Tools/shape-bench",
      swiftSettings: swiftSettings),

    // Not the product: performs lines for Tools/bench to measure how they move.
    .executableTarget(
      name: "life-bench",
      dependencies: ["FaceCurves", "FacePerformance", "SpeechAnimation", "SpeechAudio"], path: "Tools/life-bench",
      swiftSettings: swiftSettings),

    // Tests, a target a room
    .target(
      name: "TestSupport", dependencies: ["CSndfile", "FaceCurves"], path: "Tests/TestSupport",
      swiftSettings: swiftSettings),
    tests("FilesTests", ["Files", "TestSupport"]),
    tests("FaceCurvesTests", ["FaceCurves", "TestSupport"]),
    tests("SceneFilesTests", ["SceneFiles", "Files", "CAssimp", "TestSupport"]),
    tests("ArrayFilesTests", ["ArrayFiles", "Files", "TestSupport"]),
    tests("NeuralKernelsTests", ["NeuralKernels", "CVectorMath", "TestSupport"]),
    tests("SpeechAudioTests", ["SpeechAudio", "NeuralKernels", "TestSupport"], resources: [.copy("Fixtures")]),
    tests("PhoneticsTests", ["Phonetics", "TestSupport"]),
    tests("FaceRigTests", ["FaceRig", "FaceCurves", "Files", "SceneFiles", "TestSupport"]),
    tests(
      "SpeechAnimationTests", ["SpeechAnimation", "NeuralKernels", "FaceCurves", "Phonetics"],
      resources: [.copy("Fixtures")]),
    tests("KeptValuesTests", ["KeptValues", "TestSupport"]),
    tests(
      "FacePerformanceTests",
      ["FacePerformance", "FaceCurves", "KeptValues", "Phonetics", "SpeechAnimation", "TestSupport"]),
    tests(
      "LiveFaceTests",
      ["LiveFace", "FaceCurves", "FacePerformance", "SpeechAnimation", "SpeechAudio", "TestSupport"]),
    tests(
      "InterchangeTests",
      ["Interchange", "ArrayFiles", "FaceCurves", "FaceRig", "Files", "SceneFiles", "CAssimp", "TestSupport"]),
    tests(
      "FacePreviewTests",
      ["FacePreview", "CTurboJPEG", "FaceCurves", "FaceRig", "Files", "Interchange", "SceneFiles", "TestSupport"]),
    tests(
      "DialogueBakeTests",
      [
        "DialogueBake", "FaceCurves", "FacePerformance", "FaceRig", "Interchange", "KeptValues", "Phonetics",
        "SceneFiles", "SpeechAnimation", "TestSupport",
      ]),
    tests("CommandTests", ["mien", "TestSupport"]),
    tests("ToolTests", ["TestSupport"], exclude: ["StandIns"]),
  ],
  cxxLanguageStandard: .cxx17
)
