import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends a connection whose request was answered before its body was all there: the rest of it is not waited for.
///
/// Not at once: a socket that is closed over bytes that nobody read takes back the answer.
final class UnreadBodyHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private static let grace = TimeAmount.seconds(2)

  private var isReceiving = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: isReceiving = true
    case .end: isReceiving = false
    case .body: break
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data), isReceiving {
      let channel = context.channel
      context.eventLoop.scheduleTask(in: Self.grace) { channel.close(promise: nil) }
    }
    context.write(data, promise: promise)
  }
}
