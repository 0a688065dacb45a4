/** The tables as an erasure sees them: their indexes lag behind. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { ERASED_DUE, erasedPatientKey } from "../../../contracts/tables/erasures";
import type { StoredReply } from "../../../contracts/tables/replies-table";
import type { AnswerClues, PatientEraser, PatientScope } from "../../../services/domain/erasure/patient-data";
import { leftOfAnswer, leftOfAppointment } from "../../../services/domain/erasure/what-is-left";
import type { StoredItem } from "../../../services/domain/lookup/appointment-lookup";
import type { Execution } from "../services/execution";
import type { World } from "../services/world";

const SECOND = 1_000;
/** ms by which an index may be behind its table. */
const LAGS = [SECOND, 30 * SECOND];
const INDEX_LAGS = 0.1;

export class SimulatedPatientData implements PatientEraser {
  constructor(
    private readonly by: Execution,
    private readonly world: World,
  ) {}

  async *appointments(patientId: string): AsyncIterable<StoredItem> {
    const { table } = this.world;
    const read = () => [...table.items.values()].filter((item) => item.patientId === patientId);
    yield* await this.by.repeatable("find a patient's appointments", read);
  }

  async *notifications(patientId: string): AsyncIterable<DeliveryLogItem> {
    const { choices, time, log } = this.world;
    const lag = choices.fault("index lags", "patients", INDEX_LAGS) ? choices.oneOf(LAGS) : 0;
    const isIndexed = ({ createdAt }: DeliveryLogItem) => Date.parse(createdAt) <= time.now - lag;
    const read = () =>
      log.items.filter((item) => item.patientId === patientId).filter((item) => lag === 0 || isIndexed(item));
    yield* await this.by.repeatable("find a patient's notifications", read);
  }

  async *answers({ patientId, phones, replyIds }: AnswerClues): AsyncIterable<StoredReply> {
    const isPatients = (reply: StoredReply) =>
      reply.patientId === undefined
        ? replyIds.has(reply.replyId) || phones.has(reply.phoneNumber ?? "")
        : reply.patientId === patientId;
    const read = () => [...(this.world.answers?.table.items.values() ?? [])].filter(isPatients);
    yield* await this.by.repeatable("find a patient's answers", read);
  }

  refuseOlderMessages({ patientId }: PatientScope, erasedAt: number): Promise<void> {
    const item = { ...erasedPatientKey(patientId), erased: { "*": erasedAt }, reminderDate: ERASED_DUE };
    return this.by.repeatable("refuse older messages", () => this.world.table.put(item as never));
  }

  forgetOlderAnswers(phoneDigest: string, erasedAt: number): Promise<void> {
    const forget = () => void this.world.answers?.table.erasedPhones.set(phoneDigest, erasedAt);
    return this.by.repeatable("forget older answers", forget);
  }

  eraseAppointment(item: StoredItem, erasedAt: number, start: number | undefined): Promise<void> {
    const left = leftOfAppointment(item, erasedAt, start);
    return this.by.repeatable("erase an appointment", () => this.world.table.put(left as never));
  }

  deleteHeldText({ appointmentId, patientId }: StoredItem): Promise<void> {
    const remove = () => this.world.table.delete(String(appointmentId), String(patientId));
    return this.by.repeatable("delete a text that waits", remove);
  }

  eraseAnswer(reply: StoredReply, erasedAt: number): Promise<void> {
    return this.by.repeatable("erase an answer", () => {
      this.world.answers?.table.items.set(reply.replyId, leftOfAnswer(reply, erasedAt));
    });
  }
}
