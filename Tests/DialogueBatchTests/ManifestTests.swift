import DialogueBake
import Foundation
import TestSupport
import Testing

@testable import DialogueBatch

/// Manifests as people keep them and tools export them.
struct ManifestTests {
  private func lines(
    _ text: String, _ name: String = "lines.csv", columns: [String: String] = [:], audio: String? = nil
  ) throws -> [BatchLine] {
    try ManifestReader(columns: columns, audioFolder: audio).lines(of: text, name: name, folder: "rec").lines
  }

  @Test func aSheetWithQuotedNewlinesAndDoubledQuotesIsRead() throws {
    let found = try lines("id,audio,text\r\na1,a.wav,\"He said \"\"no\"\",\nand left.\"\r\n\r\nb,sub\\b.wav,plain\r\n")
    #expect(found.map(\.id) == ["a1", "b"] && found.map(\.audio) == ["rec/a.wav", "rec/sub/b.wav"])
    #expect(found[0].words == .text("He said \"no\",\nand left."))
    #expect(found.map(\.place) == ["lines.csv:2", "lines.csv:5"])
  }

  @Test(arguments: [",", ";", "\t"]) func theSeparatorIsTheOneThatTheHeaderHasMostOf(_ mark: String) throws {
    let text =
      ["id", "audio", "text"].joined(separator: mark) + "\n" + ["x", "x.wav", "hello"].joined(separator: mark)
    #expect(try lines(text).first?.words == .text("hello"))
  }

  @Test func everyFormSaysTheSame() throws {
    let csv = try lines("id,audio,text,language,start,end\nk,k.wav,Hi *you*,de-DE,1.5,0:04\n")
    let json = try lines(
      #"[{"id":"k","audio":"k.wav","text":"Hi *you*","language":"de-DE","start":1.5,"end":"0:04"}]"#, "lines.json")
    let rows = try lines(
      #"{"id":"k","audio":"k.wav","text":"Hi *you*","language":"de-DE","start":1.5,"end":4}"#, "lines.jsonl")
    let yaml = try lines(
      "lines:\n- id: k\n  audio: k.wav\n  text: Hi *you*\n  language: de-DE\n  start: 1.5\n  end: 4\n", "lines.yaml")
    for found in [csv, json, rows, yaml] {
      #expect(
        found.first?.span == 1.5..<4 && found.first?.words == .text("Hi *you*") && found.first?.language == "de-DE")
    }
  }

  @Test func columnsGoByOtherNamesAndByThoseThatAreMapped() throws {
    let known = try lines("Line ID,File Name,Speaker,Emotion,Voice Direction\nq,q.flac,Ann,joy:0.5,nervous\n")
    #expect(known[0].character == "Ann" && known[0].settings == ["emotion": "joy:0.5", "direction": "nervous"])
    let mapped = try lines("Key,Clip,English\nq,q.flac,Hello\n", columns: ["text": "english", "audio": "Clip"])
    #expect(mapped[0].audio == "rec/q.flac" && mapped[0].words == .text("Hello"))
    let setting = try lines("id,audio,seed,fps\nq,q.flac,7,24\n")
    #expect(setting[0].settings == ["seed": "7", "fps": "24"])
  }

  @Test func sheetsOfOpenFaceFXAreUnderstood() throws {
    let sheet =
      "id,audio,text,language,character,mapping,style,out\nq,v/q.wav,Hello,en,Ann,m.json,whisper,quests/q.json\n"
    let line = try lines(sheet)[0]
    #expect(line.outputs == ["quests/q.json"] && line.span == nil && line.settings == ["articulation": "whispered"])
    let times = try lines("id,voice,in,out\nq,q.wav,1,2\n")[0]
    #expect(times.span == 1..<2 && times.audio == "rec/q.wav" && times.character.isEmpty)
  }

  @Test func aRowWithoutARecordingFindsItByItsID() throws {
    let folder = try TemporaryFolder()
    for path in ["en/ann_01.wav", "de/ann_01.wav"] {
      let url = folder.url.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data([1]).write(to: url)
    }
    let found = try lines(
      "id,text,language\nann_01,Hallo,de\nann_01,Hello,en\n", audio: folder.url.path)
    #expect(found.map(\.audio) == [folder.path("de/ann_01.wav"), folder.path("en/ann_01.wav")])
    let error = #expect(throws: BakeError.self) { try lines("id,text\nben,Hi\n", audio: folder.url.path) }
    #expect(error?.message.contains("ben") == true && error?.kind == .badData)
  }

  @Test(arguments: [
    ("", "no rows"), ("id,audio\n", "no rows"), ("name2,other\na,b\n", "neither a column 'id' nor 'audio'"),
    ("id,audio\na,\"b.wav\n", "quote that does not end"), ("id,audio\na,b.wav,c,d\n", "4 cells"),
    ("id,audio,start,end\na,b.wav,5,2\n", "before it begins"), ("id,audio,start\na,b.wav,soon\n", "no time"),
  ])
  func whatIsNoManifestIsRefused(text: String, words: String) {
    let error = #expect(throws: BakeError.self) { try lines(text) }
    #expect(error?.message.contains(words) == true && error?.kind == .badData, "\(error?.message ?? "")")
  }

  @Test func aColumnThatIsAskedForAndMissingIsNamed() {
    let missing = #expect(throws: BakeError.self) { try lines("id,audio\na,b.wav\n", columns: ["text": "Dialogue"]) }
    #expect(missing?.message.contains("'Dialogue'") == true && missing?.kind == .usage)
    let unknown = #expect(throws: BakeError.self) { try lines("id,audio\na,b.wav\n", columns: ["txet": "id"]) }
    #expect(unknown?.message.contains("did you mean 'text'") == true)
  }

  @Test func aByteOrderMarkAndUTF16AreReadAndMixedEncodingsNameTheirLine() throws {
    let folder = try TemporaryFolder()
    let text = "id,audio,text\nk,k.wav,Grüße\n"
    let reader = try ManifestReader()
    for bytes in [Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8), try #require(text.data(using: .utf16))] {
      #expect(try reader.lines(at: folder.write(bytes, to: "a.csv")).lines[0].words == .text("Grüße"))
    }
    let mixed = Data("id,audio,text\na,a.wav,Grüße\nb,b.wav,Gr".utf8) + Data([0xFC, 0xDF, 0x65, 0x0A])
    let error = #expect(throws: BakeError.self) { try reader.lines(at: folder.write(mixed, to: "b.csv")) }
    #expect(error?.message.contains("line 3") == true && error?.kind == .badData, "\(error?.message ?? "")")
  }

  @Test func anchorsThatUnfoldToMuchAreRefused() {
    var bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    for (name, before) in zip("bcdefghij", "abcdefghi") {
      bomb += "\(name): &\(name) [" + Array(repeating: "*\(before)", count: 9).joined(separator: ",") + "]\n"
    }
    let error = #expect(throws: BakeError.self) { try lines(bomb, "lines.yaml") }
    #expect(error?.message.contains("anchors") == true)
  }

  @Test(arguments: [
    ("de_DE", "de"), ("en-GB", "en-gb"), ("zh-CN", "cmn"), ("pt-BR", "pt-br"), ("German", "de"), ("ja", "ja"),
    ("en", "en-us"),
    ("es-MX", "es-419"), ("fr-CA", "fr-fr"),
  ])
  func languagesAreVoicesOfThePronouncer(stated: String, voice: String) {
    #expect(LanguageCode.voice(stated) == voice)
  }
}
