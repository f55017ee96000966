import Type from 'typebox';
import type { AnswerForm, Operation } from '../api/operation.js';
import { readGalleries, readGalleryContent, readTaskStatus, redeliverTask } from './galleries.js';
import { identify, identifyFromEncounterId, identifyFromId } from './identify.js';
import {
  mergeEncounter,
  moveEncounter,
  readTemplate,
  updateEncounterGalleries,
  updateEncounterStatus,
} from './person-changes.js';
import {
  createEncounter,
  createEncounterNoId,
  createEncounterNoIds,
  deleteAll,
  deleteEncounter,
  readAllEncounters,
  readEncounter,
  updateEncounter,
} from './persons.js';
import { TaskId } from './schemas.js';
import { verifyFromBio, verifyFromId } from './verify.js';

const accepted: AnswerForm = { description: 'the result will be sent to the callback', schema: TaskId };

/** The operations of the ABIS interface. Each that takes a callback may be answered by a task's id. */
export const osiaOperations: readonly Operation[] = [
  createEncounterNoIds,
  createEncounterNoId,
  readAllEncounters,
  createEncounter,
  readEncounter,
  updateEncounter,
  deleteEncounter,
  updateEncounterStatus,
  updateEncounterGalleries,
  readTemplate,
  deleteAll,
  mergeEncounter,
  moveEncounter,
  identify,
  identifyFromId,
  identifyFromEncounterId,
  verifyFromId,
  verifyFromBio,
  readGalleries,
  readGalleryContent,
  readTaskStatus,
  redeliverTask,
].map((operation) =>
  takesCallback(operation) ? { ...operation, answers: { 202: accepted, ...operation.answers } } : operation,
);

function takesCallback({ query }: Operation): boolean {
  return query !== undefined && Type.IsObject(query) && 'callback' in query.properties;
}
