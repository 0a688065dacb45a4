import { Option } from "commander";
import { CHANNELS, type Channel } from "../../../contracts/delivery-log";

export interface ChannelOption {
  /** Both if absent. */
  readonly channel?: string;
}

export function channelOption(description: string): Option {
  return new Option("--channel <channel>", description).choices(CHANNELS.map((channel) => channel.toLowerCase()));
}

export function channelsOf({ channel }: ChannelOption): readonly Channel[] {
  return CHANNELS.filter((one) => channel === undefined || one.toLowerCase() === channel);
}
