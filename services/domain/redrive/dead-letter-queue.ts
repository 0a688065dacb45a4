import type { QueueMessage } from "../ports";

/** What it takes to delete or release a message. */
export interface MessageHandle {
  readonly id: string;
  readonly receiptHandle: string;
}

/** A message as the DLQ delivered it. */
export interface ReceivedMessage extends QueueMessage, MessageHandle {
  /** When it was sent to the DLQ or, if SQS moved it there, to its first queue; in ms since 1970. */
  readonly sentAt: number;
}

/** The DLQ, as operators' commands use it. */
export interface DeadLetterQueue {
  /** Up to ten messages, hidden from others for a while; none if there seem to be no more. */
  receive(): Promise<readonly ReceivedMessage[]>;
  delete(message: MessageHandle): Promise<void>;
  /** Makes the message visible to others again. */
  release(message: MessageHandle): Promise<void>;
}
