/** A platform team's app: the reminders of two environments, each in a stage of its own, under the team's rules. */
import { App, PermissionsBoundary, Stage, Tags, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, HIPAASecurityChecks } from "cdk-nag";
import { ClinicStack } from "./clinic-stack";

const app = new App();

/** Every role of the stage gets the boundary, including those that CDK creates. */
function stage(name: string, account: string): Stage {
  return new Stage(app, name, {
    env: { account, region: "eu-west-2" },
    permissionsBoundary: PermissionsBoundary.fromName("acme-workload-boundary"),
  });
}

new ClinicStack(stage("Test", "111111111111"), "Reminders", {
  environment: "test",
  emailDomain: "test.clinic.example",
  retainData: false,
});
new ClinicStack(stage("Prod", "222222222222"), "Reminders", {
  environment: "prod",
  emailDomain: "clinic.example",
  alarmEmail: "oncall@clinic.example",
});

Tags.of(app).add("acme:owner", "patient-communications");
Validations.of(app).addPlugins(new HIPAASecurityChecks(app), new AwsSolutionsChecks(app));
