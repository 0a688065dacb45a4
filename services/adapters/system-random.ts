import { randomUUID } from "node:crypto";
import type { Random } from "../domain/ports";

export const systemRandom: Random = { fraction: Math.random, uuid: () => randomUUID() };
