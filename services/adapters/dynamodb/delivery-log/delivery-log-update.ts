import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import type { Change } from "../../../domain/notification/change";
import type { TransitionEntry } from "../../../domain/notification/delivery-log";
import { changesOf, type LogSettings } from "../../../domain/notification/notification-write";
import type { SideWrite } from "../../../domain/notification/side-write";
import type { TransitionName } from "../../../domain/notification/transitions";
import { type Condition, conditionOf } from "../../../domain/notification/write-condition";

/**
 * The conditional write of a transition, as a DynamoDB update.
 * @param now ms since 1970
 * @param expected see {@link DeliveryLog.apply}
 */
export function transitionUpdate(
  name: TransitionName,
  entry: TransitionEntry,
  now: number,
  settings: LogSettings,
  expected?: DeliveryLogItem,
) {
  const expression = new Expression();
  for (const change of changesOf(name, entry, now, settings, expected)) expression.add(change);
  return expression.update(conditionOf(name, entry, settings, expected));
}

/** A conditional write that is not a transition, as a DynamoDB update. */
export function sideUpdate({ changes, condition }: SideWrite) {
  const expression = new Expression();
  for (const change of changes) expression.add(change);
  return expression.update(condition);
}

/** Collects an update expression with its names and values. */
class Expression {
  readonly #names: Record<string, string> = {};
  readonly #values: Record<string, unknown> = {};
  readonly #sets: string[] = [];
  readonly #removes: string[] = [];

  add(change: Change): void {
    const name = this.#name(change.attribute);
    if (change.kind === "remove") this.#removes.push(name);
    else this.#sets.push(`${name} = ${this.#operand(change, name)}`);
  }

  update(condition: Condition) {
    const removes = this.#removes.length > 0 ? ` REMOVE ${this.#removes.join(", ")}` : "";
    return {
      ConditionExpression: this.#condition(condition),
      UpdateExpression: `SET ${this.#sets.join(", ")}${removes}`,
      ExpressionAttributeNames: this.#names,
      ExpressionAttributeValues: this.#values,
    };
  }

  #operand(change: Exclude<Change, { kind: "remove" }>, name: string): string {
    switch (change.kind) {
      case "set":
        return this.#value(change.value);
      case "set if new":
        return `if_not_exists(${name}, ${this.#value(change.value)})`;
      case "add":
        return `if_not_exists(${name}, ${this.#value(0)}) + ${this.#value(change.amount)}`;
      case "append":
        return `list_append(if_not_exists(${name}, ${this.#value([])}), ${this.#value([change.value])})`;
      case "copy":
        return `if_not_exists(${this.#name(change.from)}, ${this.#value(change.otherwise)})`;
    }
  }

  #condition({ orNew, statuses, claimId, transition, lines, messageId, has }: Condition): string {
    const known = statuses.map((status) => this.#value(status)).join(", ");
    const isStatus = `${this.#name("status")} IN (${known})`;
    if (orNew) return `attribute_not_exists(${this.#name("notificationId")}) OR ${isStatus}`;
    if (messageId !== undefined) return `${isStatus} AND ${this.#name("messageId")} = ${this.#value(messageId)}`;
    if (has !== undefined) return `${isStatus} AND attribute_exists(${this.#name(has)})`;
    return [
      isStatus,
      ...(claimId === undefined ? [] : [`${this.#name("claimId")} = ${this.#value(claimId)}`]),
      ...(transition === undefined ? [] : [`${this.#name("transition")} = ${this.#value(transition)}`]),
      ...(lines === undefined ? [] : [`size(${this.#name("history")}) = ${this.#value(lines)}`]),
    ].join(" AND ");
  }

  #name(attribute: string): string {
    this.#names[`#${attribute}`] = attribute;
    return `#${attribute}`;
  }

  #value(value: unknown): string {
    const key = `:v${Object.keys(this.#values).length}`;
    this.#values[key] = value;
    return key;
  }
}
