declare module "dynalite" {
  import type { Server } from "node:http";
  /** In memory unless a path is given. */
  export default function dynalite(options?: { createTableMs?: number; path?: string }): Server;
}

/** Not documented by dynalite: its parts, as version 4.0.0 has them. */
declare module "dynalite/db/index.js" {
  export interface Store {
    getItemDb(table: string): unknown;
    getIndexDb(kind: string, table: string, index: string): unknown;
    getTable(name: string, ...rest: unknown[]): void;
  }
  const db: { create(options: { createTableMs: number }): Store };
  export default db;
}

declare module "dynalite/db/*" {
  const parser: { parse(expression: string, options: { context: Record<string, unknown> }): unknown };
  export default parser;
}

declare module "dynalite/validations/index.js" {
  const validations: {
    /** @returns the parameters that the types have; throws an error with a status */
    checkTypes(parameters: object, types: object): object;
    checkValidations(parameters: object, types: object, custom: unknown, store: unknown): void;
  };
  export default validations;
}
