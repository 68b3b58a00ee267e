/// What was done for a line: the four verbs, and laying its text over what was heard.
public enum BatchStep: String, Sendable, CaseIterable, Codable {
  case listen, align, perform, fit, write
}
