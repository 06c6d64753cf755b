BEGIN TRANSACTION;
CREATE TABLE aims (
	project_id INTEGER NOT NULL, 
	statement TEXT NOT NULL, 
	measure_id INTEGER, 
	from_value FLOAT, 
	to_value FLOAT, 
	"by" DATE, 
	unit VARCHAR(40) NOT NULL, 
	dimensions JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	deleted_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_aims PRIMARY KEY (id), 
	CONSTRAINT fk_aims_organization_id_measure_id FOREIGN KEY(organization_id, measure_id) REFERENCES measures (organization_id, id), 
	CONSTRAINT fk_aims_organization_id_project_id FOREIGN KEY(organization_id, project_id) REFERENCES projects (organization_id, id), 
	CONSTRAINT fk_aims_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT uq_aims_organization_id_id UNIQUE (organization_id, id)
);
INSERT INTO "aims" VALUES(1,'Flere barn har en aktivitet. Lerkevikkanari',1,NULL,NULL,NULL,'%','[]','2026-11-23 07:07:38.490280',1,1,NULL,1);
INSERT INTO "aims" VALUES(2,'Flere barn har en aktivitet. Storfjellkanari',3,NULL,NULL,NULL,'%','[]','2026-11-23 07:07:38.644839',2,2,NULL,1);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE annotations (
	measure_id INTEGER NOT NULL, 
	happened_on DATE NOT NULL, 
	text VARCHAR(200) NOT NULL, 
	created_at DATETIME NOT NULL, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	deleted_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_annotations PRIMARY KEY (id), 
	CONSTRAINT fk_annotations_organization_id_measure_id FOREIGN KEY(organization_id, measure_id) REFERENCES measures (organization_id, id), 
	CONSTRAINT fk_annotations_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT uq_annotations_organization_id_id UNIQUE (organization_id, id)
);
INSERT INTO "annotations" VALUES(2,'2025-07-01','Retta
to linjer	og ''hermeteikn'' "og" \ skråstrek','2026-11-23 07:07:38.516143',1,1,NULL,4);
INSERT INTO "annotations" VALUES(4,'2025-07-01','Ordningen starter Storfjellkanari','2026-11-23 07:07:38.655143',2,2,NULL,1);
CREATE TABLE audit_events (
	at DATETIME NOT NULL, 
	person_id INTEGER, 
	action VARCHAR(20) NOT NULL, 
	noun VARCHAR(40) NOT NULL, 
	noun_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	CONSTRAINT pk_audit_events PRIMARY KEY (id), 
	CONSTRAINT fk_audit_events_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT fk_audit_events_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_audit_events_organization_id_id UNIQUE (organization_id, id)
);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.428007',NULL,'created','organizations',1,1,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.430682',NULL,'created','memberships',1,2,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.430682',NULL,'created','memberships',2,3,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.430682',NULL,'created','memberships',3,4,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.430682',NULL,'created','memberships',4,5,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.430682',NULL,'created','memberships',5,6,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.430682',NULL,'created','memberships',6,7,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.441230',2,'created','projects',1,8,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.458028',2,'created','measures',1,9,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.469285',2,'created','observations',1,10,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.469285',2,'created','observations',2,11,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.469285',2,'created','observations',3,12,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.469285',2,'created','observations',4,13,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.469285',2,'created','observations',5,14,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.469285',2,'created','observations',6,15,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.469285',2,'created','observations',7,16,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.469285',2,'created','observations',8,17,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.469285',2,'created','observations',9,18,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.469285',2,'created','observations',10,19,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.469285',2,'created','observations',11,20,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.469285',2,'created','observations',12,21,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.470683',2,'created','measures',2,22,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.480677',2,'created','observations',13,23,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.480677',2,'created','observations',14,24,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.480677',2,'created','observations',15,25,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.480677',2,'created','observations',16,26,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.480677',2,'created','observations',17,27,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.480677',2,'created','observations',18,28,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.480677',2,'created','observations',19,29,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.480677',2,'created','observations',20,30,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.480677',2,'created','observations',21,31,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.480677',2,'created','observations',22,32,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.480677',2,'created','observations',23,33,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.480677',2,'created','observations',24,34,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.488805',2,'created','project_memberships',1,35,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.488805',2,'created','project_memberships',2,36,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.488805',2,'created','project_memberships',3,37,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.488805',2,'created','change_ideas',1,38,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.488805',2,'changed','measures',2,39,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.497512',2,'created','aims',1,40,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.497512',2,'created','pdsa_cycles',1,41,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.520535',2,'created','annotations',1,42,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.520535',2,'created','imports',1,43,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.543515',2,'created','freezes',1,44,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.546052',2,'created','phases',1,45,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.555796',2,'created','pauses',1,46,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.608341',2,'created','organizations',2,47,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.609416',2,'created','memberships',7,48,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.610093',7,'created','projects',2,49,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.619075',7,'created','measures',3,50,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.621266',7,'created','observations',25,51,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.621266',7,'created','observations',26,52,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.621266',7,'created','observations',27,53,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.621266',7,'created','observations',28,54,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.621266',7,'created','observations',29,55,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.621266',7,'created','observations',30,56,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.621266',7,'created','observations',31,57,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.621266',7,'created','observations',32,58,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.621266',7,'created','observations',33,59,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.621266',7,'created','observations',34,60,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.621266',7,'created','observations',35,61,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.621266',7,'created','observations',36,62,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.631465',7,'created','measures',4,63,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.633379',7,'created','observations',37,64,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.633379',7,'created','observations',38,65,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.633379',7,'created','observations',39,66,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.633379',7,'created','observations',40,67,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.633379',7,'created','observations',41,68,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.633379',7,'created','observations',42,69,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.633379',7,'created','observations',43,70,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.633379',7,'created','observations',44,71,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.633379',7,'created','observations',45,72,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.633379',7,'created','observations',46,73,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.633379',7,'created','observations',47,74,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.633379',7,'created','observations',48,75,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.643895',7,'created','project_memberships',4,76,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.643895',7,'created','change_ideas',2,77,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.643895',7,'changed','measures',4,78,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.645335',7,'created','aims',2,79,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.645335',7,'created','pdsa_cycles',2,80,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.655950',7,'created','annotations',2,81,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.655950',7,'created','imports',2,82,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.658150',7,'created','freezes',2,83,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.672096',7,'created','phases',2,84,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.672974',7,'created','pauses',2,85,2);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.759273',2,'created','imports',3,86,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.762388',2,'created','observations',49,87,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.762388',2,'changed','observations',12,88,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.772242',2,'changed','imports',3,89,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.781641',2,'created','phases',3,90,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.795651',2,'changed','imports',3,91,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.830541',2,'created','imports',4,92,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.837202',2,'created','observations',50,93,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.838591',2,'changed','imports',4,94,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.859273',2,'changed','imports',4,95,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.889326',2,'deleted','observations',50,96,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.911316',2,'changed','imports',4,97,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:38.950679',2,'changed','measures',1,98,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:39.004713',2,'changed','measures',1,99,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:39.041132',2,'created','measures',5,100,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:39.048262',2,'created','observations',51,101,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:39.049637',2,'created','observations',52,102,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:39.050442',2,'created','observations',53,103,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:39.077841',2,'deleted','measures',5,104,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:39.090713',2,'changed','annotations',1,105,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:39.109145',2,'deleted','annotations',1,106,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:39.127400',2,'restored','annotations',1,107,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:39.143425',2,'changed','projects',1,108,1);
INSERT INTO "audit_events" VALUES('2026-11-23 07:07:39.204306',9,'created','memberships',8,109,1);
CREATE TABLE audit_values (
	event_id INTEGER NOT NULL, 
	field VARCHAR(60) NOT NULL, 
	old JSON, 
	new JSON, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	CONSTRAINT pk_audit_values PRIMARY KEY (id), 
	CONSTRAINT fk_audit_values_organization_id_event_id FOREIGN KEY(organization_id, event_id) REFERENCES audit_events (organization_id, id), 
	CONSTRAINT fk_audit_values_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id)
);
INSERT INTO "audit_values" VALUES(1,'name',NULL,'"Lerkevik kommune"',1,1);
INSERT INTO "audit_values" VALUES(1,'number',NULL,'"9901"',2,1);
INSERT INTO "audit_values" VALUES(1,'language',NULL,'"nb"',3,1);
INSERT INTO "audit_values" VALUES(2,'person_id',NULL,1,4,1);
INSERT INTO "audit_values" VALUES(2,'role',NULL,'"administrator"',5,1);
INSERT INTO "audit_values" VALUES(3,'person_id',NULL,5,6,1);
INSERT INTO "audit_values" VALUES(3,'role',NULL,'"leader"',7,1);
INSERT INTO "audit_values" VALUES(4,'person_id',NULL,2,8,1);
INSERT INTO "audit_values" VALUES(4,'role',NULL,'"member"',9,1);
INSERT INTO "audit_values" VALUES(5,'person_id',NULL,3,10,1);
INSERT INTO "audit_values" VALUES(5,'role',NULL,'"member"',11,1);
INSERT INTO "audit_values" VALUES(6,'person_id',NULL,4,12,1);
INSERT INTO "audit_values" VALUES(6,'role',NULL,'"member"',13,1);
INSERT INTO "audit_values" VALUES(7,'person_id',NULL,6,14,1);
INSERT INTO "audit_values" VALUES(7,'role',NULL,'"member"',15,1);
INSERT INTO "audit_values" VALUES(8,'title',NULL,'"Gratis fritid Lerkevikkanari"',16,1);
INSERT INTO "audit_values" VALUES(8,'challenge',NULL,'"For f\u00e5 barn blir med. Lerkevikkanari"',17,1);
INSERT INTO "audit_values" VALUES(9,'project_id',NULL,1,18,1);
INSERT INTO "audit_values" VALUES(9,'name',NULL,'"Barn med aktivitet Lerkevikkanari"',19,1);
INSERT INTO "audit_values" VALUES(9,'value_type',NULL,'"proportion"',20,1);
INSERT INTO "audit_values" VALUES(9,'unit',NULL,'"%"',21,1);
INSERT INTO "audit_values" VALUES(9,'direction',NULL,'"up"',22,1);
INSERT INTO "audit_values" VALUES(9,'target',NULL,40,23,1);
INSERT INTO "audit_values" VALUES(9,'definition',NULL,'"Barn 6\u201315 \u00e5r i familier med lavinntekt. Lerkevikkanari"',24,1);
INSERT INTO "audit_values" VALUES(9,'owner_id',NULL,2,25,1);
INSERT INTO "audit_values" VALUES(9,'collector_id',NULL,2,26,1);
INSERT INTO "audit_values" VALUES(10,'measure_id',NULL,1,27,1);
INSERT INTO "audit_values" VALUES(10,'period',NULL,'"2025-01-01"',28,1);
INSERT INTO "audit_values" VALUES(10,'numerator',NULL,48,29,1);
INSERT INTO "audit_values" VALUES(10,'denominator',NULL,160,30,1);
INSERT INTO "audit_values" VALUES(11,'measure_id',NULL,1,31,1);
INSERT INTO "audit_values" VALUES(11,'period',NULL,'"2025-02-01"',32,1);
INSERT INTO "audit_values" VALUES(11,'numerator',NULL,50,33,1);
INSERT INTO "audit_values" VALUES(11,'denominator',NULL,160,34,1);
INSERT INTO "audit_values" VALUES(12,'measure_id',NULL,1,35,1);
INSERT INTO "audit_values" VALUES(12,'period',NULL,'"2025-03-01"',36,1);
INSERT INTO "audit_values" VALUES(12,'numerator',NULL,47,37,1);
INSERT INTO "audit_values" VALUES(12,'denominator',NULL,160,38,1);
INSERT INTO "audit_values" VALUES(13,'measure_id',NULL,1,39,1);
INSERT INTO "audit_values" VALUES(13,'period',NULL,'"2025-04-01"',40,1);
INSERT INTO "audit_values" VALUES(13,'numerator',NULL,51,41,1);
INSERT INTO "audit_values" VALUES(13,'denominator',NULL,160,42,1);
INSERT INTO "audit_values" VALUES(14,'measure_id',NULL,1,43,1);
INSERT INTO "audit_values" VALUES(14,'period',NULL,'"2025-05-01"',44,1);
INSERT INTO "audit_values" VALUES(14,'numerator',NULL,49,45,1);
INSERT INTO "audit_values" VALUES(14,'denominator',NULL,160,46,1);
INSERT INTO "audit_values" VALUES(15,'measure_id',NULL,1,47,1);
INSERT INTO "audit_values" VALUES(15,'period',NULL,'"2025-06-01"',48,1);
INSERT INTO "audit_values" VALUES(15,'numerator',NULL,46,49,1);
INSERT INTO "audit_values" VALUES(15,'denominator',NULL,160,50,1);
INSERT INTO "audit_values" VALUES(16,'measure_id',NULL,1,51,1);
INSERT INTO "audit_values" VALUES(16,'period',NULL,'"2025-07-01"',52,1);
INSERT INTO "audit_values" VALUES(16,'numerator',NULL,60,53,1);
INSERT INTO "audit_values" VALUES(16,'denominator',NULL,160,54,1);
INSERT INTO "audit_values" VALUES(16,'comment',NULL,'"Lerkevikkanari"',55,1);
INSERT INTO "audit_values" VALUES(17,'measure_id',NULL,1,56,1);
INSERT INTO "audit_values" VALUES(17,'period',NULL,'"2025-08-01"',57,1);
INSERT INTO "audit_values" VALUES(17,'numerator',NULL,63,58,1);
INSERT INTO "audit_values" VALUES(17,'denominator',NULL,160,59,1);
INSERT INTO "audit_values" VALUES(18,'measure_id',NULL,1,60,1);
INSERT INTO "audit_values" VALUES(18,'period',NULL,'"2025-09-01"',61,1);
INSERT INTO "audit_values" VALUES(18,'numerator',NULL,61,62,1);
INSERT INTO "audit_values" VALUES(18,'denominator',NULL,160,63,1);
INSERT INTO "audit_values" VALUES(19,'measure_id',NULL,1,64,1);
INSERT INTO "audit_values" VALUES(19,'period',NULL,'"2025-10-01"',65,1);
INSERT INTO "audit_values" VALUES(19,'numerator',NULL,66,66,1);
INSERT INTO "audit_values" VALUES(19,'denominator',NULL,160,67,1);
INSERT INTO "audit_values" VALUES(20,'measure_id',NULL,1,68,1);
INSERT INTO "audit_values" VALUES(20,'period',NULL,'"2025-11-01"',69,1);
INSERT INTO "audit_values" VALUES(20,'numerator',NULL,68,70,1);
INSERT INTO "audit_values" VALUES(20,'denominator',NULL,160,71,1);
INSERT INTO "audit_values" VALUES(21,'measure_id',NULL,1,72,1);
INSERT INTO "audit_values" VALUES(21,'period',NULL,'"2025-12-01"',73,1);
INSERT INTO "audit_values" VALUES(21,'numerator',NULL,67,74,1);
INSERT INTO "audit_values" VALUES(21,'denominator',NULL,160,75,1);
INSERT INTO "audit_values" VALUES(22,'project_id',NULL,1,76,1);
INSERT INTO "audit_values" VALUES(22,'name',NULL,'"Familier som f\u00e5r ringt Lerkevikkanari"',77,1);
INSERT INTO "audit_values" VALUES(22,'value_type',NULL,'"proportion"',78,1);
INSERT INTO "audit_values" VALUES(22,'unit',NULL,'"%"',79,1);
INSERT INTO "audit_values" VALUES(22,'direction',NULL,'"up"',80,1);
INSERT INTO "audit_values" VALUES(22,'target',NULL,40,81,1);
INSERT INTO "audit_values" VALUES(22,'definition',NULL,'"Barn 6\u201315 \u00e5r i familier med lavinntekt. Lerkevikkanari"',82,1);
INSERT INTO "audit_values" VALUES(22,'owner_id',NULL,2,83,1);
INSERT INTO "audit_values" VALUES(22,'collector_id',NULL,2,84,1);
INSERT INTO "audit_values" VALUES(23,'measure_id',NULL,2,85,1);
INSERT INTO "audit_values" VALUES(23,'period',NULL,'"2025-01-01"',86,1);
INSERT INTO "audit_values" VALUES(23,'numerator',NULL,48,87,1);
INSERT INTO "audit_values" VALUES(23,'denominator',NULL,160,88,1);
INSERT INTO "audit_values" VALUES(24,'measure_id',NULL,2,89,1);
INSERT INTO "audit_values" VALUES(24,'period',NULL,'"2025-02-01"',90,1);
INSERT INTO "audit_values" VALUES(24,'numerator',NULL,50,91,1);
INSERT INTO "audit_values" VALUES(24,'denominator',NULL,160,92,1);
INSERT INTO "audit_values" VALUES(25,'measure_id',NULL,2,93,1);
INSERT INTO "audit_values" VALUES(25,'period',NULL,'"2025-03-01"',94,1);
INSERT INTO "audit_values" VALUES(25,'numerator',NULL,47,95,1);
INSERT INTO "audit_values" VALUES(25,'denominator',NULL,160,96,1);
INSERT INTO "audit_values" VALUES(26,'measure_id',NULL,2,97,1);
INSERT INTO "audit_values" VALUES(26,'period',NULL,'"2025-04-01"',98,1);
INSERT INTO "audit_values" VALUES(26,'numerator',NULL,51,99,1);
INSERT INTO "audit_values" VALUES(26,'denominator',NULL,160,100,1);
INSERT INTO "audit_values" VALUES(27,'measure_id',NULL,2,101,1);
INSERT INTO "audit_values" VALUES(27,'period',NULL,'"2025-05-01"',102,1);
INSERT INTO "audit_values" VALUES(27,'numerator',NULL,49,103,1);
INSERT INTO "audit_values" VALUES(27,'denominator',NULL,160,104,1);
INSERT INTO "audit_values" VALUES(28,'measure_id',NULL,2,105,1);
INSERT INTO "audit_values" VALUES(28,'period',NULL,'"2025-06-01"',106,1);
INSERT INTO "audit_values" VALUES(28,'numerator',NULL,46,107,1);
INSERT INTO "audit_values" VALUES(28,'denominator',NULL,160,108,1);
INSERT INTO "audit_values" VALUES(29,'measure_id',NULL,2,109,1);
INSERT INTO "audit_values" VALUES(29,'period',NULL,'"2025-07-01"',110,1);
INSERT INTO "audit_values" VALUES(29,'numerator',NULL,60,111,1);
INSERT INTO "audit_values" VALUES(29,'denominator',NULL,160,112,1);
INSERT INTO "audit_values" VALUES(29,'comment',NULL,'"Lerkevikkanari"',113,1);
INSERT INTO "audit_values" VALUES(30,'measure_id',NULL,2,114,1);
INSERT INTO "audit_values" VALUES(30,'period',NULL,'"2025-08-01"',115,1);
INSERT INTO "audit_values" VALUES(30,'numerator',NULL,63,116,1);
INSERT INTO "audit_values" VALUES(30,'denominator',NULL,160,117,1);
INSERT INTO "audit_values" VALUES(31,'measure_id',NULL,2,118,1);
INSERT INTO "audit_values" VALUES(31,'period',NULL,'"2025-09-01"',119,1);
INSERT INTO "audit_values" VALUES(31,'numerator',NULL,61,120,1);
INSERT INTO "audit_values" VALUES(31,'denominator',NULL,160,121,1);
INSERT INTO "audit_values" VALUES(32,'measure_id',NULL,2,122,1);
INSERT INTO "audit_values" VALUES(32,'period',NULL,'"2025-10-01"',123,1);
INSERT INTO "audit_values" VALUES(32,'numerator',NULL,66,124,1);
INSERT INTO "audit_values" VALUES(32,'denominator',NULL,160,125,1);
INSERT INTO "audit_values" VALUES(33,'measure_id',NULL,2,126,1);
INSERT INTO "audit_values" VALUES(33,'period',NULL,'"2025-11-01"',127,1);
INSERT INTO "audit_values" VALUES(33,'numerator',NULL,68,128,1);
INSERT INTO "audit_values" VALUES(33,'denominator',NULL,160,129,1);
INSERT INTO "audit_values" VALUES(34,'measure_id',NULL,2,130,1);
INSERT INTO "audit_values" VALUES(34,'period',NULL,'"2025-12-01"',131,1);
INSERT INTO "audit_values" VALUES(34,'numerator',NULL,67,132,1);
INSERT INTO "audit_values" VALUES(34,'denominator',NULL,160,133,1);
INSERT INTO "audit_values" VALUES(35,'project_id',NULL,1,134,1);
INSERT INTO "audit_values" VALUES(35,'person_id',NULL,2,135,1);
INSERT INTO "audit_values" VALUES(35,'role',NULL,'"lead"',136,1);
INSERT INTO "audit_values" VALUES(36,'project_id',NULL,1,137,1);
INSERT INTO "audit_values" VALUES(36,'person_id',NULL,3,138,1);
INSERT INTO "audit_values" VALUES(36,'role',NULL,'"member"',139,1);
INSERT INTO "audit_values" VALUES(37,'project_id',NULL,1,140,1);
INSERT INTO "audit_values" VALUES(37,'person_id',NULL,4,141,1);
INSERT INTO "audit_values" VALUES(37,'role',NULL,'"reader"',142,1);
INSERT INTO "audit_values" VALUES(38,'project_id',NULL,1,143,1);
INSERT INTO "audit_values" VALUES(38,'title',NULL,'"Fritidsguide Lerkevikkanari"',144,1);
INSERT INTO "audit_values" VALUES(38,'owner_id',NULL,2,145,1);
INSERT INTO "audit_values" VALUES(39,'kind','"outcome"','"process"',146,1);
INSERT INTO "audit_values" VALUES(40,'project_id',NULL,1,147,1);
INSERT INTO "audit_values" VALUES(40,'statement',NULL,'"Flere barn har en aktivitet. Lerkevikkanari"',148,1);
INSERT INTO "audit_values" VALUES(40,'measure_id',NULL,1,149,1);
INSERT INTO "audit_values" VALUES(40,'unit',NULL,'"%"',150,1);
INSERT INTO "audit_values" VALUES(41,'change_idea_id',NULL,1,151,1);
INSERT INTO "audit_values" VALUES(41,'number',NULL,1,152,1);
INSERT INTO "audit_values" VALUES(41,'stage',NULL,'"done"',153,1);
INSERT INTO "audit_values" VALUES(41,'plan',NULL,'"Ring to familier. Lerkevikkanari"',154,1);
INSERT INTO "audit_values" VALUES(41,'prediction',NULL,'"En av to melder p\u00e5 barnet. Lerkevikkanari"',155,1);
INSERT INTO "audit_values" VALUES(41,'predicted_at',NULL,'"2025-06-01T12:00:00+00:00"',156,1);
INSERT INTO "audit_values" VALUES(41,'starts_on',NULL,'"2025-06-10"',157,1);
INSERT INTO "audit_values" VALUES(41,'ends_on',NULL,'"2025-06-20"',158,1);
INSERT INTO "audit_values" VALUES(41,'owner_id',NULL,2,159,1);
INSERT INTO "audit_values" VALUES(41,'result',NULL,'"Begge meldte p\u00e5. Lerkevikkanari"',160,1);
INSERT INTO "audit_values" VALUES(41,'comparison',NULL,'"Bedre enn vi trodde. Lerkevikkanari"',161,1);
INSERT INTO "audit_values" VALUES(41,'decision',NULL,'"adopt"',162,1);
INSERT INTO "audit_values" VALUES(41,'next_step',NULL,'"Pr\u00f8v med ti. Lerkevikkanari"',163,1);
INSERT INTO "audit_values" VALUES(41,'completed_at',NULL,'"2025-06-21T12:00:00+00:00"',164,1);
INSERT INTO "audit_values" VALUES(42,'measure_id',NULL,2,165,1);
INSERT INTO "audit_values" VALUES(42,'happened_on',NULL,'"2025-07-01"',166,1);
INSERT INTO "audit_values" VALUES(42,'text',NULL,'"Ordningen starter Lerkevikkanari"',167,1);
INSERT INTO "audit_values" VALUES(43,'measure_id',NULL,2,168,1);
INSERT INTO "audit_values" VALUES(43,'person_id',NULL,2,169,1);
INSERT INTO "audit_values" VALUES(43,'n_added',NULL,1,170,1);
INSERT INTO "audit_values" VALUES(44,'measure_id',NULL,2,171,1);
INSERT INTO "audit_values" VALUES(44,'until',NULL,'"2025-05-01"',172,1);
INSERT INTO "audit_values" VALUES(45,'measure_id',NULL,2,173,1);
INSERT INTO "audit_values" VALUES(45,'starts_on',NULL,'"2025-07-01"',174,1);
INSERT INTO "audit_values" VALUES(45,'reason',NULL,'"Ny telling Lerkevikkanari"',175,1);
INSERT INTO "audit_values" VALUES(46,'measure_id',NULL,2,176,1);
INSERT INTO "audit_values" VALUES(46,'starts_on',NULL,'"2026-07-01"',177,1);
INSERT INTO "audit_values" VALUES(46,'ends_on',NULL,'"2026-07-31"',178,1);
INSERT INTO "audit_values" VALUES(46,'reason',NULL,'"Ferie Lerkevikkanari"',179,1);
INSERT INTO "audit_values" VALUES(47,'name',NULL,'"Storfjell kommune"',180,2);
INSERT INTO "audit_values" VALUES(47,'number',NULL,'"9902"',181,2);
INSERT INTO "audit_values" VALUES(47,'language',NULL,'"nb"',182,2);
INSERT INTO "audit_values" VALUES(48,'person_id',NULL,7,183,2);
INSERT INTO "audit_values" VALUES(48,'role',NULL,'"administrator"',184,2);
INSERT INTO "audit_values" VALUES(49,'title',NULL,'"Gratis fritid Storfjellkanari"',185,2);
INSERT INTO "audit_values" VALUES(49,'challenge',NULL,'"For f\u00e5 barn blir med. Storfjellkanari"',186,2);
INSERT INTO "audit_values" VALUES(50,'project_id',NULL,2,187,2);
INSERT INTO "audit_values" VALUES(50,'name',NULL,'"Barn med aktivitet Storfjellkanari"',188,2);
INSERT INTO "audit_values" VALUES(50,'value_type',NULL,'"proportion"',189,2);
INSERT INTO "audit_values" VALUES(50,'unit',NULL,'"%"',190,2);
INSERT INTO "audit_values" VALUES(50,'direction',NULL,'"up"',191,2);
INSERT INTO "audit_values" VALUES(50,'target',NULL,40,192,2);
INSERT INTO "audit_values" VALUES(50,'definition',NULL,'"Barn 6\u201315 \u00e5r i familier med lavinntekt. Storfjellkanari"',193,2);
INSERT INTO "audit_values" VALUES(50,'owner_id',NULL,7,194,2);
INSERT INTO "audit_values" VALUES(50,'collector_id',NULL,7,195,2);
INSERT INTO "audit_values" VALUES(51,'measure_id',NULL,3,196,2);
INSERT INTO "audit_values" VALUES(51,'period',NULL,'"2025-01-01"',197,2);
INSERT INTO "audit_values" VALUES(51,'numerator',NULL,48,198,2);
INSERT INTO "audit_values" VALUES(51,'denominator',NULL,160,199,2);
INSERT INTO "audit_values" VALUES(52,'measure_id',NULL,3,200,2);
INSERT INTO "audit_values" VALUES(52,'period',NULL,'"2025-02-01"',201,2);
INSERT INTO "audit_values" VALUES(52,'numerator',NULL,50,202,2);
INSERT INTO "audit_values" VALUES(52,'denominator',NULL,160,203,2);
INSERT INTO "audit_values" VALUES(53,'measure_id',NULL,3,204,2);
INSERT INTO "audit_values" VALUES(53,'period',NULL,'"2025-03-01"',205,2);
INSERT INTO "audit_values" VALUES(53,'numerator',NULL,47,206,2);
INSERT INTO "audit_values" VALUES(53,'denominator',NULL,160,207,2);
INSERT INTO "audit_values" VALUES(54,'measure_id',NULL,3,208,2);
INSERT INTO "audit_values" VALUES(54,'period',NULL,'"2025-04-01"',209,2);
INSERT INTO "audit_values" VALUES(54,'numerator',NULL,51,210,2);
INSERT INTO "audit_values" VALUES(54,'denominator',NULL,160,211,2);
INSERT INTO "audit_values" VALUES(55,'measure_id',NULL,3,212,2);
INSERT INTO "audit_values" VALUES(55,'period',NULL,'"2025-05-01"',213,2);
INSERT INTO "audit_values" VALUES(55,'numerator',NULL,49,214,2);
INSERT INTO "audit_values" VALUES(55,'denominator',NULL,160,215,2);
INSERT INTO "audit_values" VALUES(56,'measure_id',NULL,3,216,2);
INSERT INTO "audit_values" VALUES(56,'period',NULL,'"2025-06-01"',217,2);
INSERT INTO "audit_values" VALUES(56,'numerator',NULL,46,218,2);
INSERT INTO "audit_values" VALUES(56,'denominator',NULL,160,219,2);
INSERT INTO "audit_values" VALUES(57,'measure_id',NULL,3,220,2);
INSERT INTO "audit_values" VALUES(57,'period',NULL,'"2025-07-01"',221,2);
INSERT INTO "audit_values" VALUES(57,'numerator',NULL,60,222,2);
INSERT INTO "audit_values" VALUES(57,'denominator',NULL,160,223,2);
INSERT INTO "audit_values" VALUES(57,'comment',NULL,'"Storfjellkanari"',224,2);
INSERT INTO "audit_values" VALUES(58,'measure_id',NULL,3,225,2);
INSERT INTO "audit_values" VALUES(58,'period',NULL,'"2025-08-01"',226,2);
INSERT INTO "audit_values" VALUES(58,'numerator',NULL,63,227,2);
INSERT INTO "audit_values" VALUES(58,'denominator',NULL,160,228,2);
INSERT INTO "audit_values" VALUES(59,'measure_id',NULL,3,229,2);
INSERT INTO "audit_values" VALUES(59,'period',NULL,'"2025-09-01"',230,2);
INSERT INTO "audit_values" VALUES(59,'numerator',NULL,61,231,2);
INSERT INTO "audit_values" VALUES(59,'denominator',NULL,160,232,2);
INSERT INTO "audit_values" VALUES(60,'measure_id',NULL,3,233,2);
INSERT INTO "audit_values" VALUES(60,'period',NULL,'"2025-10-01"',234,2);
INSERT INTO "audit_values" VALUES(60,'numerator',NULL,66,235,2);
INSERT INTO "audit_values" VALUES(60,'denominator',NULL,160,236,2);
INSERT INTO "audit_values" VALUES(61,'measure_id',NULL,3,237,2);
INSERT INTO "audit_values" VALUES(61,'period',NULL,'"2025-11-01"',238,2);
INSERT INTO "audit_values" VALUES(61,'numerator',NULL,68,239,2);
INSERT INTO "audit_values" VALUES(61,'denominator',NULL,160,240,2);
INSERT INTO "audit_values" VALUES(62,'measure_id',NULL,3,241,2);
INSERT INTO "audit_values" VALUES(62,'period',NULL,'"2025-12-01"',242,2);
INSERT INTO "audit_values" VALUES(62,'numerator',NULL,67,243,2);
INSERT INTO "audit_values" VALUES(62,'denominator',NULL,160,244,2);
INSERT INTO "audit_values" VALUES(63,'project_id',NULL,2,245,2);
INSERT INTO "audit_values" VALUES(63,'name',NULL,'"Familier som f\u00e5r ringt Storfjellkanari"',246,2);
INSERT INTO "audit_values" VALUES(63,'value_type',NULL,'"proportion"',247,2);
INSERT INTO "audit_values" VALUES(63,'unit',NULL,'"%"',248,2);
INSERT INTO "audit_values" VALUES(63,'direction',NULL,'"up"',249,2);
INSERT INTO "audit_values" VALUES(63,'target',NULL,40,250,2);
INSERT INTO "audit_values" VALUES(63,'definition',NULL,'"Barn 6\u201315 \u00e5r i familier med lavinntekt. Storfjellkanari"',251,2);
INSERT INTO "audit_values" VALUES(63,'owner_id',NULL,7,252,2);
INSERT INTO "audit_values" VALUES(63,'collector_id',NULL,7,253,2);
INSERT INTO "audit_values" VALUES(64,'measure_id',NULL,4,254,2);
INSERT INTO "audit_values" VALUES(64,'period',NULL,'"2025-01-01"',255,2);
INSERT INTO "audit_values" VALUES(64,'numerator',NULL,48,256,2);
INSERT INTO "audit_values" VALUES(64,'denominator',NULL,160,257,2);
INSERT INTO "audit_values" VALUES(65,'measure_id',NULL,4,258,2);
INSERT INTO "audit_values" VALUES(65,'period',NULL,'"2025-02-01"',259,2);
INSERT INTO "audit_values" VALUES(65,'numerator',NULL,50,260,2);
INSERT INTO "audit_values" VALUES(65,'denominator',NULL,160,261,2);
INSERT INTO "audit_values" VALUES(66,'measure_id',NULL,4,262,2);
INSERT INTO "audit_values" VALUES(66,'period',NULL,'"2025-03-01"',263,2);
INSERT INTO "audit_values" VALUES(66,'numerator',NULL,47,264,2);
INSERT INTO "audit_values" VALUES(66,'denominator',NULL,160,265,2);
INSERT INTO "audit_values" VALUES(67,'measure_id',NULL,4,266,2);
INSERT INTO "audit_values" VALUES(67,'period',NULL,'"2025-04-01"',267,2);
INSERT INTO "audit_values" VALUES(67,'numerator',NULL,51,268,2);
INSERT INTO "audit_values" VALUES(67,'denominator',NULL,160,269,2);
INSERT INTO "audit_values" VALUES(68,'measure_id',NULL,4,270,2);
INSERT INTO "audit_values" VALUES(68,'period',NULL,'"2025-05-01"',271,2);
INSERT INTO "audit_values" VALUES(68,'numerator',NULL,49,272,2);
INSERT INTO "audit_values" VALUES(68,'denominator',NULL,160,273,2);
INSERT INTO "audit_values" VALUES(69,'measure_id',NULL,4,274,2);
INSERT INTO "audit_values" VALUES(69,'period',NULL,'"2025-06-01"',275,2);
INSERT INTO "audit_values" VALUES(69,'numerator',NULL,46,276,2);
INSERT INTO "audit_values" VALUES(69,'denominator',NULL,160,277,2);
INSERT INTO "audit_values" VALUES(70,'measure_id',NULL,4,278,2);
INSERT INTO "audit_values" VALUES(70,'period',NULL,'"2025-07-01"',279,2);
INSERT INTO "audit_values" VALUES(70,'numerator',NULL,60,280,2);
INSERT INTO "audit_values" VALUES(70,'denominator',NULL,160,281,2);
INSERT INTO "audit_values" VALUES(70,'comment',NULL,'"Storfjellkanari"',282,2);
INSERT INTO "audit_values" VALUES(71,'measure_id',NULL,4,283,2);
INSERT INTO "audit_values" VALUES(71,'period',NULL,'"2025-08-01"',284,2);
INSERT INTO "audit_values" VALUES(71,'numerator',NULL,63,285,2);
INSERT INTO "audit_values" VALUES(71,'denominator',NULL,160,286,2);
INSERT INTO "audit_values" VALUES(72,'measure_id',NULL,4,287,2);
INSERT INTO "audit_values" VALUES(72,'period',NULL,'"2025-09-01"',288,2);
INSERT INTO "audit_values" VALUES(72,'numerator',NULL,61,289,2);
INSERT INTO "audit_values" VALUES(72,'denominator',NULL,160,290,2);
INSERT INTO "audit_values" VALUES(73,'measure_id',NULL,4,291,2);
INSERT INTO "audit_values" VALUES(73,'period',NULL,'"2025-10-01"',292,2);
INSERT INTO "audit_values" VALUES(73,'numerator',NULL,66,293,2);
INSERT INTO "audit_values" VALUES(73,'denominator',NULL,160,294,2);
INSERT INTO "audit_values" VALUES(74,'measure_id',NULL,4,295,2);
INSERT INTO "audit_values" VALUES(74,'period',NULL,'"2025-11-01"',296,2);
INSERT INTO "audit_values" VALUES(74,'numerator',NULL,68,297,2);
INSERT INTO "audit_values" VALUES(74,'denominator',NULL,160,298,2);
INSERT INTO "audit_values" VALUES(75,'measure_id',NULL,4,299,2);
INSERT INTO "audit_values" VALUES(75,'period',NULL,'"2025-12-01"',300,2);
INSERT INTO "audit_values" VALUES(75,'numerator',NULL,67,301,2);
INSERT INTO "audit_values" VALUES(75,'denominator',NULL,160,302,2);
INSERT INTO "audit_values" VALUES(76,'project_id',NULL,2,303,2);
INSERT INTO "audit_values" VALUES(76,'person_id',NULL,7,304,2);
INSERT INTO "audit_values" VALUES(76,'role',NULL,'"lead"',305,2);
INSERT INTO "audit_values" VALUES(77,'project_id',NULL,2,306,2);
INSERT INTO "audit_values" VALUES(77,'title',NULL,'"Fritidsguide Storfjellkanari"',307,2);
INSERT INTO "audit_values" VALUES(77,'owner_id',NULL,7,308,2);
INSERT INTO "audit_values" VALUES(78,'kind','"outcome"','"process"',309,2);
INSERT INTO "audit_values" VALUES(79,'project_id',NULL,2,310,2);
INSERT INTO "audit_values" VALUES(79,'statement',NULL,'"Flere barn har en aktivitet. Storfjellkanari"',311,2);
INSERT INTO "audit_values" VALUES(79,'measure_id',NULL,3,312,2);
INSERT INTO "audit_values" VALUES(79,'unit',NULL,'"%"',313,2);
INSERT INTO "audit_values" VALUES(80,'change_idea_id',NULL,2,314,2);
INSERT INTO "audit_values" VALUES(80,'number',NULL,1,315,2);
INSERT INTO "audit_values" VALUES(80,'stage',NULL,'"done"',316,2);
INSERT INTO "audit_values" VALUES(80,'plan',NULL,'"Ring to familier. Storfjellkanari"',317,2);
INSERT INTO "audit_values" VALUES(80,'prediction',NULL,'"En av to melder p\u00e5 barnet. Storfjellkanari"',318,2);
INSERT INTO "audit_values" VALUES(80,'predicted_at',NULL,'"2025-06-01T12:00:00+00:00"',319,2);
INSERT INTO "audit_values" VALUES(80,'starts_on',NULL,'"2025-06-10"',320,2);
INSERT INTO "audit_values" VALUES(80,'ends_on',NULL,'"2025-06-20"',321,2);
INSERT INTO "audit_values" VALUES(80,'owner_id',NULL,7,322,2);
INSERT INTO "audit_values" VALUES(80,'result',NULL,'"Begge meldte p\u00e5. Storfjellkanari"',323,2);
INSERT INTO "audit_values" VALUES(80,'comparison',NULL,'"Bedre enn vi trodde. Storfjellkanari"',324,2);
INSERT INTO "audit_values" VALUES(80,'decision',NULL,'"adopt"',325,2);
INSERT INTO "audit_values" VALUES(80,'next_step',NULL,'"Pr\u00f8v med ti. Storfjellkanari"',326,2);
INSERT INTO "audit_values" VALUES(80,'completed_at',NULL,'"2025-06-21T12:00:00+00:00"',327,2);
INSERT INTO "audit_values" VALUES(81,'measure_id',NULL,4,328,2);
INSERT INTO "audit_values" VALUES(81,'happened_on',NULL,'"2025-07-01"',329,2);
INSERT INTO "audit_values" VALUES(81,'text',NULL,'"Ordningen starter Storfjellkanari"',330,2);
INSERT INTO "audit_values" VALUES(82,'measure_id',NULL,4,331,2);
INSERT INTO "audit_values" VALUES(82,'person_id',NULL,7,332,2);
INSERT INTO "audit_values" VALUES(82,'n_added',NULL,1,333,2);
INSERT INTO "audit_values" VALUES(83,'measure_id',NULL,4,334,2);
INSERT INTO "audit_values" VALUES(83,'until',NULL,'"2025-05-01"',335,2);
INSERT INTO "audit_values" VALUES(84,'measure_id',NULL,4,336,2);
INSERT INTO "audit_values" VALUES(84,'starts_on',NULL,'"2025-07-01"',337,2);
INSERT INTO "audit_values" VALUES(84,'reason',NULL,'"Ny telling Storfjellkanari"',338,2);
INSERT INTO "audit_values" VALUES(85,'measure_id',NULL,4,339,2);
INSERT INTO "audit_values" VALUES(85,'starts_on',NULL,'"2026-07-01"',340,2);
INSERT INTO "audit_values" VALUES(85,'ends_on',NULL,'"2026-07-31"',341,2);
INSERT INTO "audit_values" VALUES(85,'reason',NULL,'"Ferie Storfjellkanari"',342,2);
INSERT INTO "audit_values" VALUES(86,'measure_id',NULL,1,343,1);
INSERT INTO "audit_values" VALUES(86,'person_id',NULL,2,344,1);
INSERT INTO "audit_values" VALUES(87,'measure_id',NULL,1,345,1);
INSERT INTO "audit_values" VALUES(87,'period',NULL,'"2026-01-01"',346,1);
INSERT INTO "audit_values" VALUES(87,'numerator',NULL,0,347,1);
INSERT INTO "audit_values" VALUES(87,'denominator',NULL,0,348,1);
INSERT INTO "audit_values" VALUES(87,'comment',NULL,'"Ingen barn: \u00ab0\u00bb \u2013 ikke blankt"',349,1);
INSERT INTO "audit_values" VALUES(88,'numerator',67,70,350,1);
INSERT INTO "audit_values" VALUES(89,'n_added',0,1,351,1);
INSERT INTO "audit_values" VALUES(89,'n_changed',0,1,352,1);
INSERT INTO "audit_values" VALUES(90,'measure_id',NULL,1,353,1);
INSERT INTO "audit_values" VALUES(90,'starts_on',NULL,'"2026-01-01"',354,1);
INSERT INTO "audit_values" VALUES(90,'reason',NULL,'"Ny ordning"',355,1);
INSERT INTO "audit_values" VALUES(91,'decisions','{}','{"phases": [3], "freezes": [], "released": []}',356,1);
INSERT INTO "audit_values" VALUES(92,'measure_id',NULL,1,357,1);
INSERT INTO "audit_values" VALUES(92,'person_id',NULL,2,358,1);
INSERT INTO "audit_values" VALUES(93,'measure_id',NULL,1,359,1);
INSERT INTO "audit_values" VALUES(93,'period',NULL,'"2026-02-01"',360,1);
INSERT INTO "audit_values" VALUES(93,'numerator',NULL,12.5,361,1);
INSERT INTO "audit_values" VALUES(93,'denominator',NULL,160,362,1);
INSERT INTO "audit_values" VALUES(94,'n_added',0,1,363,1);
INSERT INTO "audit_values" VALUES(95,'decisions','{}','{"phases": [], "freezes": [], "released": []}',364,1);
INSERT INTO "audit_values" VALUES(97,'undone_at',NULL,'"2026-11-23T07:07:38.902173+00:00"',365,1);
INSERT INTO "audit_values" VALUES(98,'target',NULL,40,366,1);
INSERT INTO "audit_values" VALUES(99,'target',NULL,37.5,367,1);
INSERT INTO "audit_values" VALUES(99,'dimensions',NULL,'["fair", "safe"]',368,1);
INSERT INTO "audit_values" VALUES(100,'project_id',NULL,1,369,1);
INSERT INTO "audit_values" VALUES(100,'name',NULL,'"Til s\u00f8pla \ud83d\uddd1"',370,1);
INSERT INTO "audit_values" VALUES(100,'kind',NULL,'"balancing"',371,1);
INSERT INTO "audit_values" VALUES(100,'value_type',NULL,'"number"',372,1);
INSERT INTO "audit_values" VALUES(100,'unit',NULL,'"kr"',373,1);
INSERT INTO "audit_values" VALUES(100,'direction',NULL,'"down"',374,1);
INSERT INTO "audit_values" VALUES(100,'target',NULL,0.1,375,1);
INSERT INTO "audit_values" VALUES(101,'measure_id',NULL,5,376,1);
INSERT INTO "audit_values" VALUES(101,'period',NULL,'"2025-01-01"',377,1);
INSERT INTO "audit_values" VALUES(101,'value',NULL,0.1,378,1);
INSERT INTO "audit_values" VALUES(102,'measure_id',NULL,5,379,1);
INSERT INTO "audit_values" VALUES(102,'period',NULL,'"2025-02-01"',380,1);
INSERT INTO "audit_values" VALUES(102,'value',NULL,1.0e-07,381,1);
INSERT INTO "audit_values" VALUES(103,'measure_id',NULL,5,382,1);
INSERT INTO "audit_values" VALUES(103,'period',NULL,'"2025-03-01"',383,1);
INSERT INTO "audit_values" VALUES(103,'value',NULL,123456789.123,384,1);
INSERT INTO "audit_values" VALUES(105,'text','"Ordningen starter Lerkevikkanari"','"Retta\nto linjer\tog ''hermeteikn'' \"og\" \\ skr\u00e5strek"',385,1);
INSERT INTO "audit_values" VALUES(108,'status','"active"','"paused"',386,1);
INSERT INTO "audit_values" VALUES(108,'nature',NULL,'"preventive"',387,1);
INSERT INTO "audit_values" VALUES(108,'levels','[]','["individual"]',388,1);
INSERT INTO "audit_values" VALUES(109,'person_id',NULL,9,389,1);
INSERT INTO "audit_values" VALUES(109,'role',NULL,'"member"',390,1);
CREATE TABLE change_ideas (
	project_id INTEGER NOT NULL, 
	title VARCHAR(300) NOT NULL, 
	description TEXT NOT NULL, 
	status VARCHAR(40) NOT NULL, 
	owner_id INTEGER, 
	dimensions JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	deleted_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_change_ideas PRIMARY KEY (id), 
	CONSTRAINT fk_change_ideas_organization_id_project_id FOREIGN KEY(organization_id, project_id) REFERENCES projects (organization_id, id), 
	CONSTRAINT fk_change_ideas_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT fk_change_ideas_owner_id FOREIGN KEY(owner_id) REFERENCES people (id), 
	CONSTRAINT uq_change_ideas_organization_id_id UNIQUE (organization_id, id), 
	CONSTRAINT ck_change_ideas_ideastatus CHECK (status IN ('idea', 'testing', 'adopted', 'abandoned'))
);
INSERT INTO "change_ideas" VALUES(1,'Fritidsguide Lerkevikkanari','','idea',2,'[]','2026-11-23 07:07:38.482607',1,1,NULL,1);
INSERT INTO "change_ideas" VALUES(2,'Fritidsguide Storfjellkanari','','idea',7,'[]','2026-11-23 07:07:38.634466',2,2,NULL,1);
CREATE TABLE freezes (
	measure_id INTEGER NOT NULL, 
	until DATE NOT NULL, 
	created_at DATETIME NOT NULL, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	deleted_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_freezes PRIMARY KEY (id), 
	CONSTRAINT fk_freezes_organization_id_measure_id FOREIGN KEY(organization_id, measure_id) REFERENCES measures (organization_id, id), 
	CONSTRAINT fk_freezes_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT uq_freezes_organization_id_id UNIQUE (organization_id, id)
);
INSERT INTO "freezes" VALUES(2,'2025-05-01','2026-11-23 07:07:38.543108',1,1,NULL,1);
INSERT INTO "freezes" VALUES(4,'2025-05-01','2026-11-23 07:07:38.657991',2,2,NULL,1);
CREATE TABLE idempotency_keys (
	actor VARCHAR(80) NOT NULL, 
	"key" VARCHAR(64) NOT NULL, 
	target VARCHAR(500) NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_idempotency_keys PRIMARY KEY (actor, "key")
);
INSERT INTO "idempotency_keys" VALUES('person:9','kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk','/projects/1','2026-11-23 07:07:39.212723');
CREATE TABLE import_drafts (
	measure_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	"table" JSON NOT NULL, 
	settings JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	CONSTRAINT pk_import_drafts PRIMARY KEY (id), 
	CONSTRAINT fk_import_drafts_organization_id_measure_id FOREIGN KEY(organization_id, measure_id) REFERENCES measures (organization_id, id), 
	CONSTRAINT fk_import_drafts_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT fk_import_drafts_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_import_drafts_organization_id_id UNIQUE (organization_id, id)
);
INSERT INTO "import_drafts" VALUES(2,2,'{"format": "paste", "encoding": null, "delimiter": ";", "sheet": null, "sheets": [], "rows": [["M\u00e5ned", "Teller", "Nevner", "Merknad"], ["2026-01", "70", "160", "Lerkevikkanari"], ["2026-02", "72", "160"]], "other_sheets": {}}','{}','2026-11-23 07:07:38.520099',1,1);
INSERT INTO "import_drafts" VALUES(4,7,'{"format": "paste", "encoding": null, "delimiter": ";", "sheet": null, "sheets": [], "rows": [["M\u00e5ned", "Teller", "Nevner", "Merknad"], ["2026-01", "70", "160", "Storfjellkanari"], ["2026-02", "72", "160"]], "other_sheets": {}}','{}','2026-11-23 07:07:38.655731',2,2);
INSERT INTO "import_drafts" VALUES(1,2,'{"format": "paste", "encoding": null, "delimiter": ";", "sheet": null, "sheets": [], "rows": [["M\u00e5ned", "Verdi"], ["2026-01", "4,5"]], "other_sheets": {}}','{}','2026-11-23 07:07:39.149580',3,1);
CREATE TABLE imported_rows (
	import_id INTEGER NOT NULL, 
	observation_id INTEGER NOT NULL, 
	version_after INTEGER NOT NULL, 
	"before" JSON, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	CONSTRAINT pk_imported_rows PRIMARY KEY (id), 
	CONSTRAINT fk_imported_rows_organization_id_import_id FOREIGN KEY(organization_id, import_id) REFERENCES imports (organization_id, id), 
	CONSTRAINT fk_imported_rows_organization_id_observation_id FOREIGN KEY(organization_id, observation_id) REFERENCES observations (organization_id, id), 
	CONSTRAINT fk_imported_rows_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT uq_imported_rows_organization_id_id UNIQUE (organization_id, id)
);
INSERT INTO "imported_rows" VALUES(3,12,2,'{"numerator": 67.0, "denominator": 160.0, "value": null, "comment": ""}',1,1);
INSERT INTO "imported_rows" VALUES(3,49,1,'null',2,1);
INSERT INTO "imported_rows" VALUES(4,50,1,'null',3,1);
CREATE TABLE imports (
	measure_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	n_added INTEGER NOT NULL, 
	n_changed INTEGER NOT NULL, 
	decisions JSON NOT NULL, 
	undone_at DATETIME, 
	created_at DATETIME NOT NULL, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	deleted_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_imports PRIMARY KEY (id), 
	CONSTRAINT fk_imports_organization_id_measure_id FOREIGN KEY(organization_id, measure_id) REFERENCES measures (organization_id, id), 
	CONSTRAINT fk_imports_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT fk_imports_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_imports_organization_id_id UNIQUE (organization_id, id)
);
INSERT INTO "imports" VALUES(2,2,1,0,'{}',NULL,'2026-11-23 07:07:38.517018',1,1,NULL,1);
INSERT INTO "imports" VALUES(4,7,1,0,'{}',NULL,'2026-11-23 07:07:38.655526',2,2,NULL,1);
INSERT INTO "imports" VALUES(1,2,1,1,'{"phases": [3], "freezes": [], "released": []}',NULL,'2026-11-23 07:07:38.750632',3,1,NULL,3);
INSERT INTO "imports" VALUES(1,2,1,0,'{"phases": [], "freezes": [], "released": []}','2026-11-23 07:07:38.902173','2026-11-23 07:07:38.830241',4,1,NULL,4);
CREATE TABLE installation (
	id INTEGER NOT NULL, 
	uuid VARCHAR(36) NOT NULL, 
	is_demo BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_installation PRIMARY KEY (id), 
	CONSTRAINT ck_installation_only_one CHECK (id = 1), 
	CONSTRAINT ck_installation_is_bool CHECK (is_demo IN (0, 1))
);
INSERT INTO "installation" VALUES(1,'047726c9-f7f6-49c9-819b-f9fc827dc3f4',0,'2026-11-23 07:07:37.339540');
CREATE TABLE invitations (
	id INTEGER NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	organization_id INTEGER, 
	role VARCHAR(40), 
	project_id INTEGER, 
	project_role VARCHAR(40), 
	note VARCHAR(120) NOT NULL, 
	invited_by_id INTEGER, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_invitations PRIMARY KEY (id), 
	CONSTRAINT fk_invitations_invited_by_id FOREIGN KEY(invited_by_id) REFERENCES people (id), 
	CONSTRAINT fk_invitations_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT uq_invitations_token_hash UNIQUE (token_hash), 
	CONSTRAINT ck_invitations_organizationrole CHECK (role IN ('administrator', 'leader', 'member')), 
	CONSTRAINT ck_invitations_projectrole CHECK (project_role IN ('lead', 'member', 'reader'))
);
INSERT INTO "invitations" VALUES(1,'30c82e958845af4699fd6eb4a5deab43c7ed3c16d22ddc6750bcb8327a967fff',1,'leader',NULL,NULL,'Liv',2,'2026-11-23 07:07:39.163761','2026-11-24 07:07:39.150570',NULL,NULL);
INSERT INTO "invitations" VALUES(2,'1895e9f5d5fdbab54acf3da39664722c23f97e9bb3dd17f48351ab3ad694d52f',1,'member',1,'reader','Ola',2,'2026-11-23 07:07:39.165647','2026-11-24 07:07:39.165350',NULL,'2026-11-23 07:07:39.165797');
INSERT INTO "invitations" VALUES(3,'85eec21f519e22dad26cc4bf40e8b2219788a214112ef37a1bbc7e3d70ace951',1,'member',NULL,NULL,'Nils',2,'2026-11-23 07:07:39.166384','2026-11-24 07:07:39.166219','2026-11-23 07:07:39.204713',NULL);
CREATE TABLE measure_summaries (
	measure_id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	inside JSON NOT NULL, 
	wider JSON NOT NULL, 
	last_period DATE, 
	analysis_version INTEGER NOT NULL, 
	CONSTRAINT pk_measure_summaries PRIMARY KEY (measure_id), 
	CONSTRAINT fk_measure_summaries_organization_id_measure_id FOREIGN KEY(organization_id, measure_id) REFERENCES measures (organization_id, id), 
	CONSTRAINT fk_measure_summaries_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id)
);
INSERT INTO "measure_summaries" VALUES(1,1,'{"code": "too_early", "cautions": ["phases"], "start_median": 34.6875, "current_median": null, "last_value": 43.75, "is_target_reached": false, "is_stable": false, "spark": [30.0, 31.25, 29.375, 31.874999999999996, 30.625000000000004, 28.749999999999996, 37.5, 39.375, 38.125, 41.25, 42.5, 43.75], "centre": null, "has_weekends": true, "last_answered": "2026-01-01"}','{"code": "too_early", "cautions": ["phases"]}','2025-12-01',1);
INSERT INTO "measure_summaries" VALUES(2,1,'{"code": "too_early", "cautions": ["phases"], "start_median": 30.625000000000004, "current_median": 40.31249999999999, "last_value": 41.875, "is_target_reached": true, "is_stable": true, "spark": [30.0, 31.25, 29.375, 31.874999999999996, 30.625000000000004, 28.749999999999996, 37.5, 39.375, 38.125, 41.25, 42.5, 41.875], "centre": 40.31249999999999, "has_weekends": true, "last_answered": "2025-12-01"}','{"code": "too_early", "cautions": ["phases"]}','2025-12-01',1);
INSERT INTO "measure_summaries" VALUES(3,2,'{"code": "reached", "cautions": [], "start_median": 30.312499999999996, "current_median": 40.31249999999999, "last_value": 41.875, "is_target_reached": true, "is_stable": true, "spark": [30.0, 31.25, 29.375, 31.874999999999996, 30.625000000000004, 28.749999999999996, 37.5, 39.375, 38.125, 41.25, 42.5, 41.875], "centre": 34.6875, "has_weekends": true, "last_answered": "2025-12-01"}','{"code": "reached", "cautions": []}','2025-12-01',1);
INSERT INTO "measure_summaries" VALUES(4,2,'{"code": "too_early", "cautions": ["phases"], "start_median": 30.625000000000004, "current_median": 40.31249999999999, "last_value": 41.875, "is_target_reached": true, "is_stable": true, "spark": [30.0, 31.25, 29.375, 31.874999999999996, 30.625000000000004, 28.749999999999996, 37.5, 39.375, 38.125, 41.25, 42.5, 41.875], "centre": 40.31249999999999, "has_weekends": true, "last_answered": "2025-12-01"}','{"code": "too_early", "cautions": ["phases"]}','2025-12-01',1);
INSERT INTO "measure_summaries" VALUES(5,1,'{"code": "too_early", "cautions": [], "start_median": null, "current_median": 0.1, "last_value": 123456789.123, "is_target_reached": true, "is_stable": true, "spark": [0.1, 1e-07, 123456789.123], "centre": 0.1, "has_weekends": true, "last_answered": "2025-03-01"}','{"code": "too_early", "cautions": []}','2025-03-01',1);
CREATE TABLE measures (
	project_id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	value_type VARCHAR(40) NOT NULL, 
	unit VARCHAR(40) NOT NULL, 
	direction VARCHAR(40) NOT NULL, 
	frequency VARCHAR(40) NOT NULL, 
	chart VARCHAR(40) NOT NULL, 
	target FLOAT, 
	definition TEXT NOT NULL, 
	source VARCHAR(200) NOT NULL, 
	is_stock BOOLEAN NOT NULL, 
	owner_id INTEGER, 
	collector_id INTEGER, 
	stand_in_id INTEGER, 
	strata JSON NOT NULL, 
	dimensions JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	deleted_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_measures PRIMARY KEY (id), 
	CONSTRAINT fk_measures_collector_id FOREIGN KEY(collector_id) REFERENCES people (id), 
	CONSTRAINT fk_measures_organization_id_project_id FOREIGN KEY(organization_id, project_id) REFERENCES projects (organization_id, id), 
	CONSTRAINT fk_measures_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT fk_measures_owner_id FOREIGN KEY(owner_id) REFERENCES people (id), 
	CONSTRAINT fk_measures_stand_in_id FOREIGN KEY(stand_in_id) REFERENCES people (id), 
	CONSTRAINT uq_measures_organization_id_id UNIQUE (organization_id, id), 
	CONSTRAINT ck_measures_measurekind CHECK (kind IN ('outcome', 'process', 'balancing', 'feedback')), 
	CONSTRAINT ck_measures_valuetype CHECK (value_type IN ('proportion', 'count', 'days', 'number')), 
	CONSTRAINT ck_measures_direction CHECK (direction IN ('up', 'down')), 
	CONSTRAINT ck_measures_frequency CHECK (frequency IN ('event', 'day', 'week', 'fortnight', 'month', 'quarter', 'tertial', 'half_year', 'school_year', 'year')), 
	CONSTRAINT ck_measures_chartkind CHECK (chart IN ('run')), 
	CONSTRAINT ck_measures_is_bool CHECK (is_stock IN (0, 1))
);
INSERT INTO "measures" VALUES(1,'Barn med aktivitet Lerkevikkanari','outcome','proportion','%','up','month','run',37.5,'Barn 6–15 år i familier med lavinntekt. Lerkevikkanari','',0,2,2,NULL,'[]','["fair", "safe"]','2026-11-23 07:07:38.457310',1,1,NULL,3);
INSERT INTO "measures" VALUES(1,'Familier som får ringt Lerkevikkanari','process','proportion','%','up','month','run',40.0,'Barn 6–15 år i familier med lavinntekt. Lerkevikkanari','',0,2,2,NULL,'[]','[]','2026-11-23 07:07:38.470464',2,1,NULL,2);
INSERT INTO "measures" VALUES(2,'Barn med aktivitet Storfjellkanari','outcome','proportion','%','up','month','run',40.0,'Barn 6–15 år i familier med lavinntekt. Storfjellkanari','',0,7,7,NULL,'[]','[]','2026-11-23 07:07:38.610616',3,2,NULL,1);
INSERT INTO "measures" VALUES(2,'Familier som får ringt Storfjellkanari','process','proportion','%','up','month','run',40.0,'Barn 6–15 år i familier med lavinntekt. Storfjellkanari','',0,7,7,NULL,'[]','[]','2026-11-23 07:07:38.622430',4,2,NULL,2);
INSERT INTO "measures" VALUES(1,'Til søpla 🗑','balancing','number','kr','down','month','run',0.1,'','',0,NULL,NULL,NULL,'[]','[]','2026-11-23 07:07:39.040547',5,1,'2026-11-23 07:07:39.076922',2);
CREATE TABLE memberships (
	person_id INTEGER NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	created_at DATETIME NOT NULL, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	deleted_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_memberships PRIMARY KEY (id), 
	CONSTRAINT fk_memberships_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT fk_memberships_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_memberships_organization_id_id UNIQUE (organization_id, id), 
	CONSTRAINT ck_memberships_organizationrole CHECK (role IN ('administrator', 'leader', 'member'))
);
INSERT INTO "memberships" VALUES(1,'administrator','2026-11-23 07:07:38.430185',1,1,NULL,1);
INSERT INTO "memberships" VALUES(5,'leader','2026-11-23 07:07:38.430187',2,1,NULL,1);
INSERT INTO "memberships" VALUES(2,'member','2026-11-23 07:07:38.430187',3,1,NULL,1);
INSERT INTO "memberships" VALUES(3,'member','2026-11-23 07:07:38.430188',4,1,NULL,1);
INSERT INTO "memberships" VALUES(4,'member','2026-11-23 07:07:38.430188',5,1,NULL,1);
INSERT INTO "memberships" VALUES(6,'member','2026-11-23 07:07:38.430189',6,1,NULL,1);
INSERT INTO "memberships" VALUES(7,'administrator','2026-11-23 07:07:38.609213',7,2,NULL,1);
INSERT INTO "memberships" VALUES(9,'member','2026-11-23 07:07:39.204027',8,1,NULL,1);
CREATE TABLE observations (
	measure_id INTEGER NOT NULL, 
	period DATE NOT NULL, 
	stratum VARCHAR(100) NOT NULL, 
	numerator FLOAT, 
	denominator FLOAT, 
	value FLOAT, 
	comment TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	deleted_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_observations PRIMARY KEY (id), 
	CONSTRAINT ck_observations_both_or_neither CHECK ((numerator IS NULL) = (denominator IS NULL)), 
	CONSTRAINT ck_observations_counts_not_negative CHECK (numerator >= 0 AND denominator >= 0), 
	CONSTRAINT ck_observations_one_form CHECK (value IS NULL OR (numerator IS NULL AND denominator IS NULL)), 
	CONSTRAINT fk_observations_organization_id_measure_id FOREIGN KEY(organization_id, measure_id) REFERENCES measures (organization_id, id), 
	CONSTRAINT fk_observations_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT uq_observations_organization_id_id UNIQUE (organization_id, id)
);
INSERT INTO "observations" VALUES(1,'2025-01-01','',48.0,160.0,NULL,'','2026-11-23 07:07:38.468364',1,1,NULL,1);
INSERT INTO "observations" VALUES(1,'2025-02-01','',50.0,160.0,NULL,'','2026-11-23 07:07:38.468367',2,1,NULL,1);
INSERT INTO "observations" VALUES(1,'2025-03-01','',47.0,160.0,NULL,'','2026-11-23 07:07:38.468367',3,1,NULL,1);
INSERT INTO "observations" VALUES(1,'2025-04-01','',51.0,160.0,NULL,'','2026-11-23 07:07:38.468368',4,1,NULL,1);
INSERT INTO "observations" VALUES(1,'2025-05-01','',49.0,160.0,NULL,'','2026-11-23 07:07:38.468368',5,1,NULL,1);
INSERT INTO "observations" VALUES(1,'2025-06-01','',46.0,160.0,NULL,'','2026-11-23 07:07:38.468369',6,1,NULL,1);
INSERT INTO "observations" VALUES(1,'2025-07-01','',60.0,160.0,NULL,'Lerkevikkanari','2026-11-23 07:07:38.468369',7,1,NULL,1);
INSERT INTO "observations" VALUES(1,'2025-08-01','',63.0,160.0,NULL,'','2026-11-23 07:07:38.468369',8,1,NULL,1);
INSERT INTO "observations" VALUES(1,'2025-09-01','',61.0,160.0,NULL,'','2026-11-23 07:07:38.468370',9,1,NULL,1);
INSERT INTO "observations" VALUES(1,'2025-10-01','',66.0,160.0,NULL,'','2026-11-23 07:07:38.468370',10,1,NULL,1);
INSERT INTO "observations" VALUES(1,'2025-11-01','',68.0,160.0,NULL,'','2026-11-23 07:07:38.468370',11,1,NULL,1);
INSERT INTO "observations" VALUES(1,'2025-12-01','',70.0,160.0,NULL,'','2026-11-23 07:07:38.468371',12,1,NULL,2);
INSERT INTO "observations" VALUES(2,'2025-01-01','',48.0,160.0,NULL,'','2026-11-23 07:07:38.480036',13,1,NULL,1);
INSERT INTO "observations" VALUES(2,'2025-02-01','',50.0,160.0,NULL,'','2026-11-23 07:07:38.480039',14,1,NULL,1);
INSERT INTO "observations" VALUES(2,'2025-03-01','',47.0,160.0,NULL,'','2026-11-23 07:07:38.480040',15,1,NULL,1);
INSERT INTO "observations" VALUES(2,'2025-04-01','',51.0,160.0,NULL,'','2026-11-23 07:07:38.480040',16,1,NULL,1);
INSERT INTO "observations" VALUES(2,'2025-05-01','',49.0,160.0,NULL,'','2026-11-23 07:07:38.480040',17,1,NULL,1);
INSERT INTO "observations" VALUES(2,'2025-06-01','',46.0,160.0,NULL,'','2026-11-23 07:07:38.480041',18,1,NULL,1);
INSERT INTO "observations" VALUES(2,'2025-07-01','',60.0,160.0,NULL,'Lerkevikkanari','2026-11-23 07:07:38.480041',19,1,NULL,1);
INSERT INTO "observations" VALUES(2,'2025-08-01','',63.0,160.0,NULL,'','2026-11-23 07:07:38.480041',20,1,NULL,1);
INSERT INTO "observations" VALUES(2,'2025-09-01','',61.0,160.0,NULL,'','2026-11-23 07:07:38.480042',21,1,NULL,1);
INSERT INTO "observations" VALUES(2,'2025-10-01','',66.0,160.0,NULL,'','2026-11-23 07:07:38.480042',22,1,NULL,1);
INSERT INTO "observations" VALUES(2,'2025-11-01','',68.0,160.0,NULL,'','2026-11-23 07:07:38.480043',23,1,NULL,1);
INSERT INTO "observations" VALUES(2,'2025-12-01','',67.0,160.0,NULL,'','2026-11-23 07:07:38.480043',24,1,NULL,1);
INSERT INTO "observations" VALUES(3,'2025-01-01','',48.0,160.0,NULL,'','2026-11-23 07:07:38.620574',25,2,NULL,1);
INSERT INTO "observations" VALUES(3,'2025-02-01','',50.0,160.0,NULL,'','2026-11-23 07:07:38.620576',26,2,NULL,1);
INSERT INTO "observations" VALUES(3,'2025-03-01','',47.0,160.0,NULL,'','2026-11-23 07:07:38.620576',27,2,NULL,1);
INSERT INTO "observations" VALUES(3,'2025-04-01','',51.0,160.0,NULL,'','2026-11-23 07:07:38.620577',28,2,NULL,1);
INSERT INTO "observations" VALUES(3,'2025-05-01','',49.0,160.0,NULL,'','2026-11-23 07:07:38.620577',29,2,NULL,1);
INSERT INTO "observations" VALUES(3,'2025-06-01','',46.0,160.0,NULL,'','2026-11-23 07:07:38.620578',30,2,NULL,1);
INSERT INTO "observations" VALUES(3,'2025-07-01','',60.0,160.0,NULL,'Storfjellkanari','2026-11-23 07:07:38.620578',31,2,NULL,1);
INSERT INTO "observations" VALUES(3,'2025-08-01','',63.0,160.0,NULL,'','2026-11-23 07:07:38.620578',32,2,NULL,1);
INSERT INTO "observations" VALUES(3,'2025-09-01','',61.0,160.0,NULL,'','2026-11-23 07:07:38.620579',33,2,NULL,1);
INSERT INTO "observations" VALUES(3,'2025-10-01','',66.0,160.0,NULL,'','2026-11-23 07:07:38.620579',34,2,NULL,1);
INSERT INTO "observations" VALUES(3,'2025-11-01','',68.0,160.0,NULL,'','2026-11-23 07:07:38.620580',35,2,NULL,1);
INSERT INTO "observations" VALUES(3,'2025-12-01','',67.0,160.0,NULL,'','2026-11-23 07:07:38.620580',36,2,NULL,1);
INSERT INTO "observations" VALUES(4,'2025-01-01','',48.0,160.0,NULL,'','2026-11-23 07:07:38.632791',37,2,NULL,1);
INSERT INTO "observations" VALUES(4,'2025-02-01','',50.0,160.0,NULL,'','2026-11-23 07:07:38.632803',38,2,NULL,1);
INSERT INTO "observations" VALUES(4,'2025-03-01','',47.0,160.0,NULL,'','2026-11-23 07:07:38.632804',39,2,NULL,1);
INSERT INTO "observations" VALUES(4,'2025-04-01','',51.0,160.0,NULL,'','2026-11-23 07:07:38.632805',40,2,NULL,1);
INSERT INTO "observations" VALUES(4,'2025-05-01','',49.0,160.0,NULL,'','2026-11-23 07:07:38.632805',41,2,NULL,1);
INSERT INTO "observations" VALUES(4,'2025-06-01','',46.0,160.0,NULL,'','2026-11-23 07:07:38.632806',42,2,NULL,1);
INSERT INTO "observations" VALUES(4,'2025-07-01','',60.0,160.0,NULL,'Storfjellkanari','2026-11-23 07:07:38.632806',43,2,NULL,1);
INSERT INTO "observations" VALUES(4,'2025-08-01','',63.0,160.0,NULL,'','2026-11-23 07:07:38.632807',44,2,NULL,1);
INSERT INTO "observations" VALUES(4,'2025-09-01','',61.0,160.0,NULL,'','2026-11-23 07:07:38.632808',45,2,NULL,1);
INSERT INTO "observations" VALUES(4,'2025-10-01','',66.0,160.0,NULL,'','2026-11-23 07:07:38.632808',46,2,NULL,1);
INSERT INTO "observations" VALUES(4,'2025-11-01','',68.0,160.0,NULL,'','2026-11-23 07:07:38.632808',47,2,NULL,1);
INSERT INTO "observations" VALUES(4,'2025-12-01','',67.0,160.0,NULL,'','2026-11-23 07:07:38.632809',48,2,NULL,1);
INSERT INTO "observations" VALUES(1,'2026-01-01','',0.0,0.0,NULL,'Ingen barn: «0» – ikke blankt','2026-11-23 07:07:38.762037',49,1,NULL,1);
INSERT INTO "observations" VALUES(1,'2026-02-01','',12.5,160.0,NULL,'','2026-11-23 07:07:38.836833',50,1,'2026-11-23 07:07:38.887903',2);
INSERT INTO "observations" VALUES(5,'2025-01-01','',NULL,NULL,0.1,'','2026-11-23 07:07:39.047912',51,1,NULL,1);
INSERT INTO "observations" VALUES(5,'2025-02-01','',NULL,NULL,1.0e-07,'','2026-11-23 07:07:39.049497',52,1,NULL,1);
INSERT INTO "observations" VALUES(5,'2025-03-01','',NULL,NULL,123456789.123,'','2026-11-23 07:07:39.050328',53,1,NULL,1);
CREATE TABLE organizations (
	id INTEGER NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	number VARCHAR(4), 
	language VARCHAR(40) NOT NULL, 
	created_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_organizations PRIMARY KEY (id), 
	CONSTRAINT ck_organizations_language CHECK (language IN ('nb', 'nn', 'en'))
);
INSERT INTO "organizations" VALUES(1,'Lerkevik kommune','9901','nb','2026-11-23 07:07:38.427469',1);
INSERT INTO "organizations" VALUES(2,'Storfjell kommune','9902','nb','2026-11-23 07:07:38.607957',1);
CREATE TABLE pauses (
	measure_id INTEGER NOT NULL, 
	starts_on DATE NOT NULL, 
	ends_on DATE NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	created_at DATETIME NOT NULL, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	deleted_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_pauses PRIMARY KEY (id), 
	CONSTRAINT ck_pauses_in_order CHECK (starts_on <= ends_on), 
	CONSTRAINT fk_pauses_organization_id_measure_id FOREIGN KEY(organization_id, measure_id) REFERENCES measures (organization_id, id), 
	CONSTRAINT fk_pauses_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT uq_pauses_organization_id_id UNIQUE (organization_id, id)
);
INSERT INTO "pauses" VALUES(2,'2026-07-01','2026-07-31','Ferie Lerkevikkanari','2026-11-23 07:07:38.555460',1,1,NULL,1);
INSERT INTO "pauses" VALUES(4,'2026-07-01','2026-07-31','Ferie Storfjellkanari','2026-11-23 07:07:38.672745',2,2,NULL,1);
CREATE TABLE pdsa_cycles (
	change_idea_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	stage VARCHAR(40) NOT NULL, 
	"plan" TEXT NOT NULL, 
	prediction TEXT NOT NULL, 
	predicted_at DATETIME, 
	starts_on DATE NOT NULL, 
	ends_on DATE, 
	owner_id INTEGER, 
	result TEXT NOT NULL, 
	comparison TEXT NOT NULL, 
	decision VARCHAR(40), 
	next_step TEXT NOT NULL, 
	completed_at DATETIME, 
	created_at DATETIME NOT NULL, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	deleted_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_pdsa_cycles PRIMARY KEY (id), 
	CONSTRAINT ck_pdsa_cycles_in_order CHECK (ends_on IS NULL OR starts_on <= ends_on), 
	CONSTRAINT fk_pdsa_cycles_organization_id_change_idea_id FOREIGN KEY(organization_id, change_idea_id) REFERENCES change_ideas (organization_id, id), 
	CONSTRAINT fk_pdsa_cycles_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT fk_pdsa_cycles_owner_id FOREIGN KEY(owner_id) REFERENCES people (id), 
	CONSTRAINT uq_pdsa_cycles_organization_id_id UNIQUE (organization_id, id), 
	CONSTRAINT ck_pdsa_cycles_cyclestage CHECK (stage IN ('plan', 'do', 'study', 'act', 'done')), 
	CONSTRAINT ck_pdsa_cycles_decision CHECK (decision IN ('adopt', 'adapt', 'abandon'))
);
INSERT INTO "pdsa_cycles" VALUES(1,1,'done','Ring to familier. Lerkevikkanari','En av to melder på barnet. Lerkevikkanari','2025-06-01 12:00:00.000000','2025-06-10','2025-06-20',2,'Begge meldte på. Lerkevikkanari','Bedre enn vi trodde. Lerkevikkanari','adopt','Prøv med ti. Lerkevikkanari','2025-06-21 12:00:00.000000','2026-11-23 07:07:38.496957',1,1,NULL,1);
INSERT INTO "pdsa_cycles" VALUES(2,1,'done','Ring to familier. Storfjellkanari','En av to melder på barnet. Storfjellkanari','2025-06-01 12:00:00.000000','2025-06-10','2025-06-20',7,'Begge meldte på. Storfjellkanari','Bedre enn vi trodde. Storfjellkanari','adopt','Prøv med ti. Storfjellkanari','2025-06-21 12:00:00.000000','2026-11-23 07:07:38.645066',2,2,NULL,1);
CREATE TABLE people (
	id INTEGER NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	password_hash VARCHAR(200), 
	language VARCHAR(40) NOT NULL, 
	is_operator BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	disabled_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_people PRIMARY KEY (id), 
	CONSTRAINT uq_people_email UNIQUE (email), 
	CONSTRAINT ck_people_language CHECK (language IN ('nb', 'nn', 'en')), 
	CONSTRAINT ck_people_is_bool CHECK (is_operator IN (0, 1))
);
INSERT INTO "people" VALUES(1,'Astrid Avkrok','administrator@example.no','$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ','nb',0,'2026-11-23 07:07:38.404693',NULL,1);
INSERT INTO "people" VALUES(2,'Pernille Prøvevik','lead@example.no','$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ','nb',0,'2026-11-23 07:07:38.405966',NULL,1);
INSERT INTO "people" VALUES(3,'Magnus Måledal','member@example.no','$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ','nb',0,'2026-11-23 07:07:38.406725',NULL,1);
INSERT INTO "people" VALUES(4,'Lone Lesnes','reader@example.no','$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ','nb',0,'2026-11-23 07:07:38.415879',NULL,1);
INSERT INTO "people" VALUES(5,'Leif Langsyn','leader@example.no','$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ','nb',0,'2026-11-23 07:07:38.416688',NULL,1);
INSERT INTO "people" VALUES(6,'Vibeke Vanleg','plain_member@example.no','$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ','nb',0,'2026-11-23 07:07:38.417395','2026-03-01 08:30:00.000000',2);
INSERT INTO "people" VALUES(7,'Ottar Storfjellkanari','outsider@example.no','$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ','nb',0,'2026-11-23 07:07:38.417914',NULL,1);
INSERT INTO "people" VALUES(8,'Olga Opphav','operator@example.no','$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ','nb',1,'2026-11-23 07:07:38.418442',NULL,1);
INSERT INTO "people" VALUES(9,'Nils Nykomar','nils@example.no','$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ','nn',0,'2026-11-23 07:07:39.184756',NULL,1);
CREATE TABLE phases (
	measure_id INTEGER NOT NULL, 
	starts_on DATE NOT NULL, 
	reason VARCHAR(200) NOT NULL, 
	created_at DATETIME NOT NULL, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	deleted_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_phases PRIMARY KEY (id), 
	CONSTRAINT fk_phases_organization_id_measure_id FOREIGN KEY(organization_id, measure_id) REFERENCES measures (organization_id, id), 
	CONSTRAINT fk_phases_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT uq_phases_organization_id_id UNIQUE (organization_id, id)
);
INSERT INTO "phases" VALUES(2,'2025-07-01','Ny telling Lerkevikkanari','2026-11-23 07:07:38.545795',1,1,NULL,1);
INSERT INTO "phases" VALUES(4,'2025-07-01','Ny telling Storfjellkanari','2026-11-23 07:07:38.671694',2,2,NULL,1);
INSERT INTO "phases" VALUES(1,'2026-01-01','Ny ordning','2026-11-23 07:07:38.781363',3,1,NULL,1);
CREATE TABLE project_memberships (
	project_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	created_at DATETIME NOT NULL, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	deleted_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_project_memberships PRIMARY KEY (id), 
	CONSTRAINT fk_project_memberships_organization_id_project_id FOREIGN KEY(organization_id, project_id) REFERENCES projects (organization_id, id), 
	CONSTRAINT fk_project_memberships_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT fk_project_memberships_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_project_memberships_organization_id_id UNIQUE (organization_id, id), 
	CONSTRAINT ck_project_memberships_projectrole CHECK (role IN ('lead', 'member', 'reader'))
);
INSERT INTO "project_memberships" VALUES(1,2,'lead','2026-11-23 07:07:38.488232',1,1,NULL,1);
INSERT INTO "project_memberships" VALUES(1,3,'member','2026-11-23 07:07:38.488234',2,1,NULL,1);
INSERT INTO "project_memberships" VALUES(1,4,'reader','2026-11-23 07:07:38.488235',3,1,NULL,1);
INSERT INTO "project_memberships" VALUES(2,7,'lead','2026-11-23 07:07:38.643333',4,2,NULL,1);
CREATE TABLE projects (
	title VARCHAR(200) NOT NULL, 
	challenge TEXT NOT NULL, 
	lesson TEXT NOT NULL, 
	status VARCHAR(40) NOT NULL, 
	phase VARCHAR(40) NOT NULL, 
	nature VARCHAR(40), 
	levels JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	id INTEGER NOT NULL, 
	organization_id INTEGER NOT NULL, 
	deleted_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_projects PRIMARY KEY (id), 
	CONSTRAINT fk_projects_organization_id FOREIGN KEY(organization_id) REFERENCES organizations (id), 
	CONSTRAINT uq_projects_organization_id_id UNIQUE (organization_id, id), 
	CONSTRAINT ck_projects_projectstatus CHECK (status IN ('active', 'paused', 'completed', 'archived')), 
	CONSTRAINT ck_projects_projectphase CHECK (phase IN ('prepare', 'plan', 'do', 'evaluate', 'follow_up')), 
	CONSTRAINT ck_projects_projectnature CHECK (nature IN ('compensating', 'preventive', 'combating'))
);
INSERT INTO "projects" VALUES('Gratis fritid Lerkevikkanari','For få barn blir med. Lerkevikkanari','','paused','plan','preventive','["individual"]','2026-11-23 07:07:38.440783',1,1,NULL,2);
INSERT INTO "projects" VALUES('Gratis fritid Storfjellkanari','For få barn blir med. Storfjellkanari','','active','plan',NULL,'[]','2026-11-23 07:07:38.609886',2,2,NULL,1);
CREATE TABLE quality_dimensions (
	"key" VARCHAR(40) NOT NULL, 
	position INTEGER NOT NULL, 
	label_nb VARCHAR(120), 
	label_nn VARCHAR(120), 
	label_en VARCHAR(120), 
	CONSTRAINT pk_quality_dimensions PRIMARY KEY ("key")
);
INSERT INTO "quality_dimensions" VALUES('effective',1,NULL,NULL,NULL);
INSERT INTO "quality_dimensions" VALUES('safe',2,NULL,NULL,NULL);
INSERT INTO "quality_dimensions" VALUES('involving',3,NULL,NULL,NULL);
INSERT INTO "quality_dimensions" VALUES('coordinated',4,NULL,NULL,NULL);
INSERT INTO "quality_dimensions" VALUES('resourceful',5,NULL,NULL,NULL);
INSERT INTO "quality_dimensions" VALUES('fair',6,NULL,NULL,NULL);
CREATE TABLE sign_in_sessions (
	id INTEGER NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	person_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_sign_in_sessions PRIMARY KEY (id), 
	CONSTRAINT fk_sign_in_sessions_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_sign_in_sessions_token_hash UNIQUE (token_hash)
);
INSERT INTO "sign_in_sessions" VALUES(1,'bba7c472cb14767f5be663e4f6b2c0d546c04b0ed6eb7bde90222e6fe9bcffcc',9,'2026-11-23 07:07:39.206661','2026-12-23 07:07:39.205341');
CREATE INDEX ix_audit_events_organization_id_noun_noun_id ON audit_events (organization_id, noun, noun_id);
CREATE INDEX ix_invitations_organization_id ON invitations (organization_id);
CREATE UNIQUE INDEX ix_memberships_organization_id_person_id ON memberships (organization_id, person_id) WHERE deleted_at IS NULL;
CREATE INDEX ix_memberships_person_id ON memberships (person_id);
CREATE INDEX ix_sign_in_sessions_person_id ON sign_in_sessions (person_id);
CREATE INDEX ix_audit_values_organization_id_event_id ON audit_values (organization_id, event_id);
CREATE INDEX ix_change_ideas_organization_id_project_id ON change_ideas (organization_id, project_id);
CREATE INDEX ix_measures_organization_id_project_id ON measures (organization_id, project_id);
CREATE INDEX ix_project_memberships_organization_id_project_id ON project_memberships (organization_id, project_id);
CREATE UNIQUE INDEX ix_project_memberships_organization_id_project_id_person_id ON project_memberships (organization_id, project_id, person_id) WHERE deleted_at IS NULL;
CREATE INDEX ix_project_memberships_person_id ON project_memberships (person_id);
CREATE INDEX ix_aims_organization_id_measure_id ON aims (organization_id, measure_id);
CREATE INDEX ix_aims_organization_id_project_id ON aims (organization_id, project_id);
CREATE INDEX ix_annotations_organization_id_measure_id ON annotations (organization_id, measure_id);
CREATE INDEX ix_freezes_organization_id_measure_id ON freezes (organization_id, measure_id);
CREATE UNIQUE INDEX ix_freezes_organization_id_measure_id_until ON freezes (organization_id, measure_id, until) WHERE deleted_at IS NULL;
CREATE INDEX ix_import_drafts_organization_id_measure_id ON import_drafts (organization_id, measure_id);
CREATE INDEX ix_imports_organization_id_measure_id ON imports (organization_id, measure_id);
CREATE INDEX ix_measure_summaries_organization_id_measure_id ON measure_summaries (organization_id, measure_id);
CREATE INDEX ix_observations_organization_id_measure_id ON observations (organization_id, measure_id);
CREATE UNIQUE INDEX ix_observations_organization_id_measure_id_period_stratum ON observations (organization_id, measure_id, period, stratum) WHERE deleted_at IS NULL;
CREATE INDEX ix_pauses_organization_id_measure_id ON pauses (organization_id, measure_id);
CREATE INDEX ix_pdsa_cycles_organization_id_change_idea_id ON pdsa_cycles (organization_id, change_idea_id);
CREATE UNIQUE INDEX ix_pdsa_cycles_organization_id_change_idea_id_number ON pdsa_cycles (organization_id, change_idea_id, number) WHERE deleted_at IS NULL;
CREATE INDEX ix_phases_organization_id_measure_id ON phases (organization_id, measure_id);
CREATE UNIQUE INDEX ix_phases_organization_id_measure_id_starts_on ON phases (organization_id, measure_id, starts_on) WHERE deleted_at IS NULL;
CREATE INDEX ix_imported_rows_organization_id_import_id ON imported_rows (organization_id, import_id);
CREATE INDEX ix_imported_rows_organization_id_observation_id ON imported_rows (organization_id, observation_id);
CREATE TRIGGER no_update_audit_events BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'the history is never altered'); END;
CREATE TRIGGER no_delete_audit_events BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'the history is never altered'); END;
CREATE TRIGGER no_update_audit_values BEFORE UPDATE ON audit_values BEGIN SELECT RAISE(ABORT, 'the history is never altered'); END;
CREATE TRIGGER no_delete_audit_values BEFORE DELETE ON audit_values BEGIN SELECT RAISE(ABORT, 'the history is never altered'); END;
COMMIT;
