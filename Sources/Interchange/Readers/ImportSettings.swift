/// What the user may say of a clip that is read.
public struct ImportSettings: Sendable {
  /// Which side the lateral columns of a Live Link CSV mean; nil tells it by the file: takes of the app begin at the time of
  /// day, and those are in the app's way.
  public var liveLinkLateral: LiveLinkLateral?

  public init(liveLinkLateral: LiveLinkLateral? = nil) { self.liveLinkLateral = liveLinkLateral }
}
