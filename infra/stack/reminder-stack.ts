import { Stack, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { environmentName, resourceNames } from "../../contracts/resource-names";
import { adviseOnClinicMetrics, adviseOnSettings } from "./advice";
import { createDigest } from "./digest";
import { PipelineDashboard } from "./monitoring/dashboard/dashboard";
import { PipelineAlarms } from "./monitoring/pipeline-alarms";
import type { Watched } from "./monitoring/watched";
import { createPipeline } from "./pipeline";
import { hasClinicMetrics } from "./settings/clinic-profiles";
import type { Settings } from "./settings/settings";
import { addOutputs, pipelineOutputs } from "./stack-outputs";
import { adviseOnTexts } from "./text-advice";

/** The whole pipeline of one environment. */
export class ReminderStack extends Stack {
  constructor(scope: Construct, id: string, { settings }: { readonly settings: Settings }) {
    const environment = environmentName(settings);
    const tags = { Environment: settings.environment, Application: "HealthcareNotifications" };
    const description = "Appointment reminders by SMS, with email as the fallback";
    super(scope, id, { description, tags, terminationProtection: settings.deletionProtection === "on" });
    // Only CDK applies stack tags to the resources. These are in the template, for any way to deploy it.
    for (const [key, value] of Object.entries(tags)) Tags.of(this).add(key, value);
    // CDK adds a DependsOn for the role of a function although the function refers to it.
    this.templateOptions.metadata = { "cfn-lint": { config: { ignore_checks: ["W3005"] } } };
    const names = resourceNames(environment);
    adviseOnSettings(this, settings);

    const pipeline = createPipeline(this, settings, names);
    const { profiles, metrics, producer, sms, email, bookings, receipts, replies, collector } = pipeline;
    const { deadLetters, bookingsDeadLetters, runDeadLetters: dailyRunDeadLetters } = pipeline;
    const { receiptsDeadLetters, repliesDeadLetters, collectorDeadLetters } = pipeline;
    const clinicMetrics = hasClinicMetrics(settings, profiles);
    adviseOnClinicMetrics(this, settings, profiles?.clinics.length ?? 0, clinicMetrics);
    adviseOnTexts(this, settings, profiles);
    const { runbookUrl, alarmEmail } = settings;
    const alarms = new PipelineAlarms(this, "Alarms", {
      environment,
      topicName: names.alarmTopic,
      key: pipeline.key,
      runbookUrl,
      alarmEmail,
    });
    const digest = createDigest(this, { names, settings, pipeline, alarms });
    const watched: Watched = {
      names,
      settings,
      metrics,
      clinicMetrics,
      functions: {
        producer,
        sms: sms.function,
        email: email.function,
        bookings: bookings.function,
        receipts: receipts.function,
        replies: replies.function,
        collector,
        digest,
      },
      queues: {
        appointments: sms.queue,
        email: email.queue,
        bookings: bookings.queue,
        receipts: receipts.queue,
        replies: replies.queue,
        deadLetters,
        bookingsDeadLetters,
        receiptsDeadLetters,
        repliesDeadLetters,
        collectorDeadLetters,
        dailyRunDeadLetters,
      },
    };
    alarms.watch(watched);
    new PipelineDashboard(this, "Dashboard", { ...watched, alarms: alarms.all });
    addOutputs(this, environment, pipelineOutputs(pipeline, alarms));
  }
}
