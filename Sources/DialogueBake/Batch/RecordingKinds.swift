/// Which files of a folder are recordings, told by the ends of their names.
package enum RecordingKinds {
  /// Sound, whether libsndfile or ffmpeg decodes it.
  package static let audio: Set<String> = [
    "wav", "wave", "bwf", "rf64", "w64", "flac", "ogg", "oga", "opus", "mp3", "aif", "aiff", "aifc", "au", "snd", "caf",
    "m4a", "m4b", "aac", "wma", "amr", "ac3", "wv", "ape", "tta", "mka",
  ]
  /// Films have sound too, but may be what an earlier bake made: they are heard where they are named.
  static let films: Set<String> = [
    "mp4", "m4v", "mov", "mkv", "webm", "avi", "wmv", "flv", "mpg", "mpeg", "ts", "mts", "mxf", "3gp",
  ]
}
