import { parseQualifiedName } from '@swimlane/docker-reference';
