/// The 14 classes by which visible speech is judged.
public enum Viseme: String, CaseIterable, Sendable {
  case silence, PP, FF, TH, DD, CH, kk, h, RR, W, O, I, E, A
}
