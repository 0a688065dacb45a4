/** The stack's template, for tests. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StackProps } from "./build-stack";
import { templatesFolder } from "./templates-folder";

// biome-ignore lint/suspicious/noExplicitAny: a template is free-form JSON
export type Properties = Record<string, any>;

export interface Resource {
  readonly Type: string;
  readonly Properties: Properties;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
}

/**
 * The template for some settings. Loading CDK takes seconds, and most tests use the same few templates: each is built once
 * per run of the suite.
 */
function templateOf(given: StackProps): Properties {
  const name = createHash("sha256").update(JSON.stringify(given)).digest("hex");
  const file = join(templatesFolder(), `${name}.json`);
  if (!existsSync(file)) {
    const { buildTemplate } = require("./build-stack") as typeof import("./build-stack");
    // Renamed when complete, because another worker may read it.
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(buildTemplate(given)));
    renameSync(`${file}.${process.pid}`, file);
  }
  return JSON.parse(readFileSync(file, "utf8")) as Properties;
}

/** A template with look-ups for tests. */
export class SynthesizedStack {
  readonly template: Properties;
  readonly resources: Record<string, Resource>;

  constructor(given: StackProps = {}) {
    this.template = templateOf(given);
    this.resources = this.template.Resources;
  }

  /** The resources of a type, such as `AWS::SQS::Queue`. */
  ofType(type: string): Resource[] {
    return Object.values(this.resources).filter(({ Type }) => Type === type);
  }

  /** The properties of the resource with this type and name. */
  named(type: string, name: string): Properties {
    const found = this.ofType(type).find((resource) => nameOf(resource) === name);
    if (!found) throw new Error(`The template has no ${type} named ${name}`);
    return found.Properties;
  }

  /** A value with its intrinsic functions as text, and resources by their names. */
  read(value: unknown): string {
    if (typeof value === "string") return value;
    const { Ref: reference, "Fn::GetAtt": attribute, "Fn::Join": join } = value as Properties;
    if (reference) return this.call(reference);
    if (attribute) return `${this.call(attribute[0])}.${attribute[1]}`;
    if (join) return join[1].map((part: unknown) => this.read(part)).join(join[0]);
    const entries = Object.entries(value as Properties);
    return `{${entries
      .map(
        ([key, part]) =>
          `${key}: ${[part]
            .flat()
            .map((one) => this.read(one))
            .join(", ")}`,
      )
      .join("; ")}}`;
  }

  private call(logicalId: string): string {
    const resource = this.resources[logicalId];
    return (resource && nameOf(resource)) ?? logicalId;
  }
}

/** The physical name of a resource, if the template has one. */
export function nameOf({ Properties = {} }: Resource): string | undefined {
  const keys = [
    "QueueName",
    "TableName",
    "TopicName",
    "FunctionName",
    "LogGroupName",
    "AlarmName",
    "Name",
    "AliasName",
    "ConfigurationSetName",
  ];
  const name = keys.map((key) => Properties[key]).find((value) => typeof value === "string");
  return name as string | undefined;
}
