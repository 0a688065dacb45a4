import { awsEnvironment } from "../environment";
import { AwsServer } from "../servers/aws-server";
import { TestDynamo } from "../servers/dynamo";
import { TestFolder } from "../test-folder";

/** The table that an import fills, AWS around it, and a folder for files. */
export interface ImportWorld {
  readonly dynamo: TestDynamo;
  readonly aws: AwsServer;
  readonly folder: TestFolder;
}

/** Starts it for the tests of a file; each test starts with an empty table and folder. */
export function importWorld(): ImportWorld {
  const world = {} as { -readonly [Part in keyof ImportWorld]: ImportWorld[Part] };
  const environment = { ...process.env };
  beforeAll(async () => {
    world.dynamo = await TestDynamo.start();
    world.aws = await AwsServer.start(world.dynamo);
    awsEnvironment(world.aws.endpoint);
  });
  beforeEach(async () => {
    world.aws.reset();
    world.folder = new TestFolder();
    await world.dynamo.emptyAppointments();
  });
  afterEach(() => world.folder.remove());
  afterAll(async () => {
    process.env = environment;
    await world.aws.stop();
    await world.dynamo.stop();
  });
  return world;
}
