-- 356eadc2-bf5c-4e21-a833-90d3d3c7d407
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE application_papers (
	id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	code VARCHAR(8) NOT NULL, 
	sheets INTEGER NOT NULL, 
	dated DATE, 
	CONSTRAINT pk_application_papers PRIMARY KEY (id), 
	CONSTRAINT fk_application_papers_application_id FOREIGN KEY(application_id) REFERENCES applications (id), 
	CONSTRAINT uq_application_papers_application_id_code UNIQUE (application_id, code)
);
CREATE TABLE application_steps (
	id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	event VARCHAR(16) NOT NULL, 
	"on" DATE NOT NULL, 
	document VARCHAR(80) NOT NULL, 
	reason_code VARCHAR(8) NOT NULL, 
	note VARCHAR(500) NOT NULL, 
	"by" INTEGER NOT NULL, 
	CONSTRAINT pk_application_steps PRIMARY KEY (id), 
	CONSTRAINT fk_application_steps_application_id FOREIGN KEY(application_id) REFERENCES applications (id), 
	CONSTRAINT fk_application_steps_by FOREIGN KEY("by") REFERENCES staff (id)
);
CREATE TABLE applications (
	id INTEGER NOT NULL, 
	patient_id INTEGER NOT NULL, 
	number VARCHAR(24), 
	status VARCHAR(24) NOT NULL, 
	region_code VARCHAR(4) NOT NULL, 
	profile_edition VARCHAR(64) NOT NULL, 
	made_on DATE NOT NULL, 
	instrument VARCHAR(40) NOT NULL, 
	days INTEGER, 
	service_form VARCHAR(24), 
	provider_id INTEGER, 
	circumstance VARCHAR(40) NOT NULL, 
	earlier VARCHAR(120) NOT NULL, 
	reply VARCHAR(24), 
	submitted_on DATE, 
	sent_on DATE, 
	registered_on DATE, 
	returned_on DATE, 
	decided_on DATE, 
	CONSTRAINT pk_applications PRIMARY KEY (id), 
	CONSTRAINT fk_applications_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id), 
	CONSTRAINT fk_applications_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id), 
	CONSTRAINT uq_applications_number UNIQUE (number), 
	CONSTRAINT ck_applications_status CHECK (status IN ('draft', 'ready', 'sent', 'registered', 'returned', 'granted', 'refused', 'withdrawn')), 
	CONSTRAINT ck_applications_serviceform CHECK (service_form IN ('residential', 'outpatient')), 
	CONSTRAINT ck_applications_reply CHECK (reply IN ('in_person', 'post', 'office'))
);
CREATE TABLE audit_entries (
	seq INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	person_id INTEGER, 
	action VARCHAR(64) NOT NULL, 
	kind VARCHAR(64) NOT NULL, 
	record_id INTEGER, 
	patient_id INTEGER, 
	previous VARCHAR(64) NOT NULL, 
	mac VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit_entries PRIMARY KEY (seq)
);
CREATE TABLE audit_touches (
	seq INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR(64) NOT NULL, 
	record_id INTEGER NOT NULL, 
	change VARCHAR(8) NOT NULL, 
	fields JSON NOT NULL, 
	row_hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit_touches PRIMARY KEY (seq, position), 
	CONSTRAINT fk_audit_touches_seq FOREIGN KEY(seq) REFERENCES audit_entries (seq)
);
CREATE TABLE certificates (
	id INTEGER NOT NULL, 
	patient_id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	provider_id INTEGER, 
	status VARCHAR(24) NOT NULL, 
	number VARCHAR(60) NOT NULL, 
	issued_on DATE NOT NULL, 
	valid_until DATE, 
	days INTEGER NOT NULL, 
	amount INTEGER, 
	accepted_on DATE, 
	ended_why VARCHAR(300) NOT NULL, 
	CONSTRAINT pk_certificates PRIMARY KEY (id), 
	CONSTRAINT fk_certificates_application_id FOREIGN KEY(application_id) REFERENCES applications (id), 
	CONSTRAINT fk_certificates_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id), 
	CONSTRAINT fk_certificates_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id), 
	CONSTRAINT ck_certificates_certificatestatus CHECK (status IN ('issued', 'active', 'used', 'expired', 'annulled'))
);
CREATE TABLE consents (
	id INTEGER NOT NULL, 
	patient_id INTEGER NOT NULL, 
	representative_id INTEGER, 
	number VARCHAR(24) NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	recipient VARCHAR(300) NOT NULL, 
	recipient_address VARCHAR(300) NOT NULL, 
	purpose VARCHAR(300) NOT NULL, 
	given_on DATE NOT NULL, 
	valid_until DATE, 
	scope JSON NOT NULL, 
	withdrawn_on DATE, 
	withdrawal VARCHAR(300) NOT NULL, 
	taken_by INTEGER NOT NULL, 
	CONSTRAINT pk_consents PRIMARY KEY (id), 
	CONSTRAINT fk_consents_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id), 
	CONSTRAINT fk_consents_representative_id FOREIGN KEY(representative_id) REFERENCES representatives (id), 
	CONSTRAINT fk_consents_taken_by FOREIGN KEY(taken_by) REFERENCES staff (id), 
	CONSTRAINT uq_consents_number UNIQUE (number), 
	CONSTRAINT ck_consents_consentkind CHECK (kind IN ('care', 'observation', 'personal_data', 'secrecy'))
);
CREATE TABLE counters (
	id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	year INTEGER NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT pk_counters PRIMARY KEY (id), 
	CONSTRAINT uq_counters_kind_year UNIQUE (kind, year)
);
CREATE TABLE courses (
	id INTEGER NOT NULL, 
	patient_id INTEGER NOT NULL, 
	certificate_id INTEGER, 
	provider_id INTEGER, 
	kind VARCHAR(24) NOT NULL, 
	place VARCHAR(300) NOT NULL, 
	started_on DATE NOT NULL, 
	complex BOOLEAN NOT NULL, 
	ended_on DATE, 
	outcome VARCHAR(24), 
	CONSTRAINT pk_courses PRIMARY KEY (id), 
	CONSTRAINT fk_courses_certificate_id FOREIGN KEY(certificate_id) REFERENCES certificates (id), 
	CONSTRAINT fk_courses_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id), 
	CONSTRAINT fk_courses_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id), 
	CONSTRAINT ck_courses_coursekind CHECK (kind IN ('treatment', 'medical', 'social')), 
	CONSTRAINT ck_courses_outcome CHECK (outcome IN ('finished', 'refused', 'dropped', 'transferred'))
);
CREATE TABLE diagnoses (
	id INTEGER NOT NULL, 
	patient_id INTEGER NOT NULL, 
	substance VARCHAR(3) NOT NULL, 
	state VARCHAR(1) NOT NULL, 
	current VARCHAR(1), 
	stage VARCHAR(1), 
	letter VARCHAR(1), 
	clarified VARCHAR(120) NOT NULL, 
	made_on DATE NOT NULL, 
	first_in_life BOOLEAN NOT NULL, 
	replaced_on DATE, 
	CONSTRAINT pk_diagnoses PRIMARY KEY (id), 
	CONSTRAINT fk_diagnoses_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id)
);
CREATE TABLE documents (
	id INTEGER NOT NULL, 
	public_id VARCHAR(16) NOT NULL, 
	edition_id INTEGER NOT NULL, 
	form VARCHAR(40) NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	patient_id INTEGER, 
	application_id INTEGER, 
	consent_id INTEGER, 
	made_on DATE NOT NULL, 
	made_by INTEGER NOT NULL, 
	contents JSON NOT NULL, 
	seal VARCHAR(64) NOT NULL, 
	anchor VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_documents PRIMARY KEY (id), 
	CONSTRAINT fk_documents_application_id FOREIGN KEY(application_id) REFERENCES applications (id), 
	CONSTRAINT fk_documents_consent_id FOREIGN KEY(consent_id) REFERENCES consents (id), 
	CONSTRAINT fk_documents_edition_id FOREIGN KEY(edition_id) REFERENCES form_editions (id), 
	CONSTRAINT fk_documents_made_by FOREIGN KEY(made_by) REFERENCES staff (id), 
	CONSTRAINT fk_documents_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id), 
	CONSTRAINT uq_documents_public_id UNIQUE (public_id)
);
CREATE TABLE duties (
	id INTEGER NOT NULL, 
	patient_id INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	court VARCHAR(200) NOT NULL, 
	case_number VARCHAR(60) NOT NULL, 
	decided_on DATE NOT NULL, 
	in_force_on DATE, 
	measures VARCHAR(200) NOT NULL, 
	appear_by DATE, 
	received_on DATE, 
	appeared_on DATE, 
	ended_on DATE, 
	result VARCHAR(24), 
	CONSTRAINT pk_duties PRIMARY KEY (id), 
	CONSTRAINT fk_duties_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id), 
	CONSTRAINT ck_duties_dutyresult CHECK (result IN ('fulfilled', 'evaded', 'cancelled'))
);
CREATE TABLE episodes (
	id INTEGER NOT NULL, 
	patient_id INTEGER NOT NULL, 
	rule_set VARCHAR(16) NOT NULL, 
	taken_on DATE NOT NULL, 
	first_in_life BOOLEAN NOT NULL, 
	"group" VARCHAR(8), 
	ended_on DATE, 
	end_ground VARCHAR(24), 
	CONSTRAINT pk_episodes PRIMARY KEY (id), 
	CONSTRAINT fk_episodes_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id), 
	CONSTRAINT ck_episodes_endground CHECK (end_ground IN ('recovery', 'moved', 'refused', 'no_show', 'prison', 'wrong', 'death'))
);
CREATE TABLE form_editions (
	id INTEGER NOT NULL, 
	form VARCHAR(40) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_form_editions PRIMARY KEY (id), 
	CONSTRAINT uq_form_editions_sha256 UNIQUE (sha256)
);
CREATE TABLE office (
	id INTEGER NOT NULL, 
	name VARCHAR(300) NOT NULL, 
	short_name VARCHAR(120) NOT NULL, 
	cabinet VARCHAR(160) NOT NULL, 
	address VARCHAR(300) NOT NULL, 
	phone VARCHAR(40) NOT NULL, 
	email VARCHAR(120) NOT NULL, 
	ogrn VARCHAR(15) NOT NULL, 
	inn VARCHAR(12) NOT NULL, 
	chief_post VARCHAR(160) NOT NULL, 
	chief_name VARCHAR(160) NOT NULL, 
	district VARCHAR(160) NOT NULL, 
	region_code VARCHAR(4) NOT NULL, 
	training BOOLEAN NOT NULL, 
	CONSTRAINT pk_office PRIMARY KEY (id)
);
CREATE TABLE patients (
	id INTEGER NOT NULL, 
	card_number INTEGER NOT NULL, 
	opened_on DATE NOT NULL, 
	surname VARCHAR(80) NOT NULL, 
	given VARCHAR(80) NOT NULL, 
	patronymic VARCHAR(80) NOT NULL, 
	sex VARCHAR(24) NOT NULL, 
	birth VARCHAR(10) NOT NULL, 
	snils VARCHAR(20) NOT NULL, 
	policy_kind VARCHAR(24), 
	policy_number VARCHAR(40) NOT NULL, 
	document_kind VARCHAR(24), 
	document_series VARCHAR(20) NOT NULL, 
	document_number VARCHAR(30) NOT NULL, 
	document_issued_on DATE, 
	document_issued_by VARCHAR(255) NOT NULL, 
	document_department VARCHAR(12) NOT NULL, 
	registration_address VARCHAR(300) NOT NULL, 
	settlement VARCHAR(120) NOT NULL, 
	locality VARCHAR(24), 
	actual_address VARCHAR(300) NOT NULL, 
	phone VARCHAR(40) NOT NULL, 
	came_from VARCHAR(40) NOT NULL, 
	came_on DATE NOT NULL, 
	legal_ground VARCHAR(40) NOT NULL, 
	remark TEXT NOT NULL, 
	not_given JSON NOT NULL, 
	odd JSON NOT NULL, 
	died_on DATE, 
	surname_key VARCHAR(80) NOT NULL, 
	given_key VARCHAR(80) NOT NULL, 
	patronymic_key VARCHAR(80) NOT NULL, 
	snils_tail VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_patients PRIMARY KEY (id), 
	CONSTRAINT uq_patients_card_number UNIQUE (card_number), 
	CONSTRAINT ck_patients_sex CHECK (sex IN ('m', 'f')), 
	CONSTRAINT ck_patients_policykind CHECK (policy_kind IN ('unified', 'old', 'temporary')), 
	CONSTRAINT ck_patients_documentkind CHECK (document_kind IN ('passport', 'birth', 'temporary', 'residence', 'foreign', 'none')), 
	CONSTRAINT ck_patients_locality CHECK (locality IN ('town', 'village'))
);
CREATE TABLE patronage_contacts (
	id INTEGER NOT NULL, 
	patronage_id INTEGER NOT NULL, 
	patient_id INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	way VARCHAR(24) NOT NULL, 
	sober BOOLEAN, 
	note TEXT NOT NULL, 
	next_on DATE, 
	CONSTRAINT pk_patronage_contacts PRIMARY KEY (id), 
	CONSTRAINT fk_patronage_contacts_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id), 
	CONSTRAINT fk_patronage_contacts_patronage_id FOREIGN KEY(patronage_id) REFERENCES patronages (id), 
	CONSTRAINT ck_patronage_contacts_contactway CHECK (way IN ('visit', 'phone', 'office'))
);
CREATE TABLE patronages (
	id INTEGER NOT NULL, 
	patient_id INTEGER NOT NULL, 
	opened_on DATE NOT NULL, 
	until DATE, 
	goals TEXT NOT NULL, 
	closed_on DATE, 
	CONSTRAINT pk_patronages PRIMARY KEY (id), 
	CONSTRAINT fk_patronages_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id)
);
CREATE TABLE provider_facts (
	id INTEGER NOT NULL, 
	provider_id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	value JSON NOT NULL, 
	source_id INTEGER NOT NULL, 
	as_of DATE NOT NULL, 
	replaced_on DATE, 
	CONSTRAINT pk_provider_facts PRIMARY KEY (id), 
	CONSTRAINT fk_provider_facts_provider_id FOREIGN KEY(provider_id) REFERENCES providers (id), 
	CONSTRAINT fk_provider_facts_source_id FOREIGN KEY(source_id) REFERENCES provider_sources (id)
);
CREATE TABLE provider_sources (
	id INTEGER NOT NULL, 
	title VARCHAR(300) NOT NULL, 
	as_of DATE NOT NULL, 
	taken_on DATE NOT NULL, 
	file_sha256 VARCHAR(64) NOT NULL, 
	act VARCHAR(300) NOT NULL, 
	CONSTRAINT pk_provider_sources PRIMARY KEY (id)
);
CREATE TABLE providers (
	id INTEGER NOT NULL, 
	name_key VARCHAR(300) NOT NULL, 
	closed_on DATE, 
	closed_why VARCHAR(300) NOT NULL, 
	CONSTRAINT pk_providers PRIMARY KEY (id)
);
CREATE TABLE published_cells (
	id INTEGER NOT NULL, 
	sent_batch_id INTEGER NOT NULL, 
	cell VARCHAR(300) NOT NULL, 
	value INTEGER NOT NULL, 
	CONSTRAINT pk_published_cells PRIMARY KEY (id), 
	CONSTRAINT fk_published_cells_sent_batch_id FOREIGN KEY(sent_batch_id) REFERENCES sent_batches (id), 
	CONSTRAINT uq_published_cells_cell UNIQUE (cell)
);
CREATE TABLE remission_facts (
	id INTEGER NOT NULL, 
	patient_id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	"on" DATE NOT NULL, 
	proof VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_remission_facts PRIMARY KEY (id), 
	CONSTRAINT fk_remission_facts_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id), 
	CONSTRAINT ck_remission_facts_remissionkind CHECK (kind IN ('last_use', 'abstinent', 'use'))
);
CREATE TABLE representatives (
	id INTEGER NOT NULL, 
	patient_id INTEGER NOT NULL, 
	kinship VARCHAR(24) NOT NULL, 
	surname VARCHAR(80) NOT NULL, 
	given VARCHAR(80) NOT NULL, 
	patronymic VARCHAR(80) NOT NULL, 
	identity VARCHAR(255) NOT NULL, 
	powers VARCHAR(255) NOT NULL, 
	powers_until DATE, 
	address VARCHAR(300) NOT NULL, 
	phone VARCHAR(40) NOT NULL, 
	closed_on DATE, 
	CONSTRAINT pk_representatives PRIMARY KEY (id), 
	CONSTRAINT fk_representatives_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id), 
	CONSTRAINT ck_representatives_kinship CHECK (kinship IN ('mother', 'father', 'guardian', 'spouse', 'child', 'proxy'))
);
CREATE TABLE seal (
	id INTEGER NOT NULL, 
	register_id VARCHAR(40) NOT NULL, 
	made_at DATETIME NOT NULL, 
	audit_key BLOB NOT NULL, 
	document_key BLOB NOT NULL, 
	batch_key BLOB NOT NULL, 
	CONSTRAINT pk_seal PRIMARY KEY (id)
);
CREATE TABLE sent_batches (
	id INTEGER NOT NULL, 
	batch_id VARCHAR(64) NOT NULL, 
	recipient VARCHAR(24) NOT NULL, 
	period VARCHAR(16) NOT NULL, 
	made_on DATE NOT NULL, 
	made_by INTEGER NOT NULL, 
	policy_sha256 VARCHAR(64) NOT NULL, 
	file_name VARCHAR(200) NOT NULL, 
	file_sha256 VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_sent_batches PRIMARY KEY (id), 
	CONSTRAINT fk_sent_batches_made_by FOREIGN KEY(made_by) REFERENCES staff (id), 
	CONSTRAINT uq_sent_batches_batch_id UNIQUE (batch_id)
);
CREATE TABLE staff (
	id INTEGER NOT NULL, 
	surname VARCHAR(80) NOT NULL, 
	given VARCHAR(80) NOT NULL, 
	patronymic VARCHAR(80) NOT NULL, 
	post VARCHAR(160) NOT NULL, 
	role VARCHAR(24) NOT NULL, 
	login VARCHAR(40) NOT NULL, 
	added_on DATE NOT NULL, 
	closed_on DATE, 
	CONSTRAINT pk_staff PRIMARY KEY (id), 
	CONSTRAINT uq_staff_login UNIQUE (login)
);
CREATE TABLE visits (
	id INTEGER NOT NULL, 
	patient_id INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	kept BOOLEAN NOT NULL, 
	test VARCHAR(24) NOT NULL, 
	note TEXT NOT NULL, 
	next_on DATE, 
	"by" INTEGER NOT NULL, 
	CONSTRAINT pk_visits PRIMARY KEY (id), 
	CONSTRAINT fk_visits_by FOREIGN KEY("by") REFERENCES staff (id), 
	CONSTRAINT fk_visits_patient_id FOREIGN KEY(patient_id) REFERENCES patients (id), 
	CONSTRAINT ck_visits_testresult CHECK (test IN ('clean', 'found', 'none'))
);
CREATE INDEX ix_application_steps_application_id ON application_steps (application_id);
CREATE INDEX ix_applications_patient_id ON applications (patient_id);
CREATE INDEX ix_applications_status_made_on ON applications (status, made_on);
CREATE INDEX ix_audit_entries_patient_id_seq ON audit_entries (patient_id, seq);
CREATE INDEX ix_audit_touches_kind_record_id ON audit_touches (kind, record_id);
CREATE INDEX ix_certificates_application_id ON certificates (application_id);
CREATE INDEX ix_certificates_patient_id ON certificates (patient_id);
CREATE INDEX ix_certificates_status_valid_until ON certificates (status, valid_until);
CREATE INDEX ix_consents_patient_id ON consents (patient_id);
CREATE INDEX ix_courses_patient_id_started_on ON courses (patient_id, started_on);
CREATE INDEX ix_diagnoses_patient_id_made_on ON diagnoses (patient_id, made_on);
CREATE INDEX ix_documents_application_id ON documents (application_id);
CREATE INDEX ix_documents_consent_id ON documents (consent_id);
CREATE INDEX ix_documents_patient_id ON documents (patient_id);
CREATE INDEX ix_duties_patient_id ON duties (patient_id);
CREATE INDEX ix_episodes_patient_id_taken_on ON episodes (patient_id, taken_on);
CREATE INDEX ix_patients_birth ON patients (birth);
CREATE INDEX ix_patients_name ON patients (surname_key, given_key, patronymic_key, id);
CREATE INDEX ix_patients_policy_number ON patients (policy_number);
CREATE INDEX ix_patients_snils_tail ON patients (snils_tail);
CREATE INDEX ix_patronage_contacts_patient_id ON patronage_contacts (patient_id);
CREATE INDEX ix_patronage_contacts_patronage_id ON patronage_contacts (patronage_id);
CREATE INDEX ix_patronages_patient_id ON patronages (patient_id);
CREATE INDEX ix_provider_facts_provider_id_kind ON provider_facts (provider_id, kind, replaced_on);
CREATE INDEX ix_providers_name_key ON providers (name_key);
CREATE INDEX ix_remission_facts_patient_id_on ON remission_facts (patient_id, "on");
CREATE INDEX ix_representatives_patient_id ON representatives (patient_id);
CREATE INDEX ix_visits_patient_id_on ON visits (patient_id, "on");
INSERT INTO alembic_version ("version_num") VALUES ('0001');
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (1, 1, 'start', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (2, 2, 'start', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (3, 2, 'submit', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (4, 3, 'start', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (5, 3, 'submit', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (6, 3, 'send', '2026-03-16', 'исх. 14', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (7, 4, 'start', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (8, 4, 'submit', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (9, 4, 'send', '2026-03-16', 'исх. 14', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (10, 5, 'start', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (11, 5, 'submit', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (12, 5, 'send', '2026-03-16', 'исх. 14', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (13, 5, 'register', '2026-03-16', 'вх. 15', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (14, 6, 'start', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (15, 6, 'submit', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (16, 6, 'send', '2026-03-16', 'исх. 14', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (17, 7, 'start', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (18, 7, 'submit', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (19, 7, 'send', '2026-03-16', 'исх. 14', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (20, 7, 'grant', '2026-03-16', 'реш. 3', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (21, 8, 'start', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (22, 8, 'submit', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (23, 8, 'send', '2026-03-16', 'исх. 14', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (24, 8, 'grant', '2026-03-16', 'реш. 3', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (25, 9, 'start', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (26, 9, 'submit', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (27, 9, 'send', '2026-03-16', 'исх. 14', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (28, 9, 'grant', '2026-03-16', 'реш. 3', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (29, 10, 'start', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (30, 10, 'submit', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (31, 10, 'send', '2026-03-16', 'исх. 14', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (32, 10, 'grant', '2026-03-16', 'реш. 3', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (33, 11, 'start', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (34, 11, 'submit', '2026-03-16', '', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (35, 11, 'send', '2026-03-16', 'исх. 14', '', '', 1);
INSERT INTO application_steps ("id", "application_id", "event", "on", "document", "reason_code", "note", "by") VALUES (36, 11, 'grant', '2026-03-16', 'реш. 3', '', '', 1);
INSERT INTO applications ("id", "patient_id", "number", "status", "region_code", "profile_edition", "made_on", "instrument", "days", "service_form", "provider_id", "circumstance", "earlier", "reply", "submitted_on", "sent_on", "registered_on", "returned_on", "decided_on") VALUES (1, 3, NULL, 'draft', '00', '2f440ed17ccc', '2026-03-16', 'certificate', 180, NULL, NULL, 'voluntary', '', 'office', NULL, NULL, NULL, NULL, NULL);
INSERT INTO applications ("id", "patient_id", "number", "status", "region_code", "profile_edition", "made_on", "instrument", "days", "service_form", "provider_id", "circumstance", "earlier", "reply", "submitted_on", "sent_on", "registered_on", "returned_on", "decided_on") VALUES (2, 4, 'З-2026-0001', 'ready', '00', '2f440ed17ccc', '2026-03-16', 'certificate', 180, NULL, NULL, 'voluntary', '', 'office', '2026-03-16', NULL, NULL, NULL, NULL);
INSERT INTO applications ("id", "patient_id", "number", "status", "region_code", "profile_edition", "made_on", "instrument", "days", "service_form", "provider_id", "circumstance", "earlier", "reply", "submitted_on", "sent_on", "registered_on", "returned_on", "decided_on") VALUES (3, 5, 'З-2026-0002', 'sent', '00', '2f440ed17ccc', '2026-03-16', 'certificate', 180, NULL, NULL, 'voluntary', '', 'office', '2026-03-16', '2026-03-16', NULL, NULL, NULL);
INSERT INTO applications ("id", "patient_id", "number", "status", "region_code", "profile_edition", "made_on", "instrument", "days", "service_form", "provider_id", "circumstance", "earlier", "reply", "submitted_on", "sent_on", "registered_on", "returned_on", "decided_on") VALUES (4, 6, 'З-2026-0003', 'sent', '00', '2f440ed17ccc', '2026-03-16', 'certificate', 180, NULL, NULL, 'voluntary', '', 'office', '2026-03-16', '2026-03-16', NULL, NULL, NULL);
INSERT INTO applications ("id", "patient_id", "number", "status", "region_code", "profile_edition", "made_on", "instrument", "days", "service_form", "provider_id", "circumstance", "earlier", "reply", "submitted_on", "sent_on", "registered_on", "returned_on", "decided_on") VALUES (5, 7, 'З-2026-0004', 'registered', '00', '2f440ed17ccc', '2026-03-16', 'certificate', 180, NULL, NULL, 'voluntary', '', 'office', '2026-03-16', '2026-03-16', '2026-03-16', NULL, NULL);
INSERT INTO applications ("id", "patient_id", "number", "status", "region_code", "profile_edition", "made_on", "instrument", "days", "service_form", "provider_id", "circumstance", "earlier", "reply", "submitted_on", "sent_on", "registered_on", "returned_on", "decided_on") VALUES (6, 8, 'З-2026-0005', 'sent', '00', '2f440ed17ccc', '2026-03-16', 'certificate', 180, NULL, NULL, 'voluntary', '', 'office', '2026-03-16', '2026-03-16', NULL, NULL, NULL);
INSERT INTO applications ("id", "patient_id", "number", "status", "region_code", "profile_edition", "made_on", "instrument", "days", "service_form", "provider_id", "circumstance", "earlier", "reply", "submitted_on", "sent_on", "registered_on", "returned_on", "decided_on") VALUES (7, 9, 'З-2026-0006', 'granted', '00', '2f440ed17ccc', '2026-03-16', 'certificate', 180, NULL, NULL, 'voluntary', '', 'office', '2026-03-16', '2026-03-16', NULL, NULL, '2026-03-16');
INSERT INTO applications ("id", "patient_id", "number", "status", "region_code", "profile_edition", "made_on", "instrument", "days", "service_form", "provider_id", "circumstance", "earlier", "reply", "submitted_on", "sent_on", "registered_on", "returned_on", "decided_on") VALUES (8, 10, 'З-2026-0007', 'granted', '00', '2f440ed17ccc', '2026-03-16', 'certificate', 180, NULL, NULL, 'voluntary', '', 'office', '2026-03-16', '2026-03-16', NULL, NULL, '2026-03-16');
INSERT INTO applications ("id", "patient_id", "number", "status", "region_code", "profile_edition", "made_on", "instrument", "days", "service_form", "provider_id", "circumstance", "earlier", "reply", "submitted_on", "sent_on", "registered_on", "returned_on", "decided_on") VALUES (9, 11, 'З-2026-0008', 'granted', '00', '2f440ed17ccc', '2026-03-16', 'certificate', 180, NULL, NULL, 'voluntary', '', 'office', '2026-03-16', '2026-03-16', NULL, NULL, '2026-03-16');
INSERT INTO applications ("id", "patient_id", "number", "status", "region_code", "profile_edition", "made_on", "instrument", "days", "service_form", "provider_id", "circumstance", "earlier", "reply", "submitted_on", "sent_on", "registered_on", "returned_on", "decided_on") VALUES (10, 12, 'З-2026-0009', 'granted', '00', '2f440ed17ccc', '2026-03-16', 'certificate', 180, NULL, NULL, 'voluntary', '', 'office', '2026-03-16', '2026-03-16', NULL, NULL, '2026-03-16');
INSERT INTO applications ("id", "patient_id", "number", "status", "region_code", "profile_edition", "made_on", "instrument", "days", "service_form", "provider_id", "circumstance", "earlier", "reply", "submitted_on", "sent_on", "registered_on", "returned_on", "decided_on") VALUES (11, 13, 'З-2026-0010', 'granted', '00', '2f440ed17ccc', '2026-03-16', 'certificate', 180, NULL, NULL, 'voluntary', '', 'office', '2026-03-16', '2026-03-16', NULL, NULL, '2026-03-16');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (1, '2026-03-16 06:00:00.000000', 1, 'office.create', 'office', 1, NULL, '0000000000000000000000000000000000000000000000000000000000000000', 'a2234f4b3b9d33f55b2a652f36205ff59aeda41004d4523dafba0cbf86143462');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (2, '2026-03-16 06:00:00.000000', 1, 'providers.take_list', 'providers', 1, NULL, 'a2234f4b3b9d33f55b2a652f36205ff59aeda41004d4523dafba0cbf86143462', '7e456bf24c5ee08a070714039d12906e7c4a49ff520b2752a78fb98af1144b5e');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (3, '2026-03-16 06:00:00.000000', 1, 'patients.enter', 'patients', 1, 1, '7e456bf24c5ee08a070714039d12906e7c4a49ff520b2752a78fb98af1144b5e', 'a3858445fa649a8b773c9c13aba22015a77b23ffeaaa2fc250e9851ff0de3f4c');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (4, '2026-03-16 06:00:00.000000', 1, 'patients.appoint', 'representatives', 1, 1, 'a3858445fa649a8b773c9c13aba22015a77b23ffeaaa2fc250e9851ff0de3f4c', '2d01861b1399932d5cb79383ad389365a7c202e52981dbdabaab6fbe18a4996f');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (5, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 1, 1, '2d01861b1399932d5cb79383ad389365a7c202e52981dbdabaab6fbe18a4996f', '42d6c369c4d2e41486ea092c40b2bbbdb24595e801b9529734c63d7e58211240');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (6, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 2, 1, '42d6c369c4d2e41486ea092c40b2bbbdb24595e801b9529734c63d7e58211240', '5657959ea5da0b0eb320de6786a3781c1fd520b0e6579d01b76dc91498b7b306');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (7, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 3, 1, '5657959ea5da0b0eb320de6786a3781c1fd520b0e6579d01b76dc91498b7b306', '38f815e7870201a916ee12b881423c549f92b4dbb15d0d08ba57884b79135734');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (8, '2026-03-16 06:00:00.000000', 1, 'observation.take', 'episodes', 1, 1, '38f815e7870201a916ee12b881423c549f92b4dbb15d0d08ba57884b79135734', '27fe8a8a25fa303d7565e8869357577ef4756505850dc6ed3371ebb3a8221f2a');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (9, '2026-03-16 06:00:00.000000', 1, 'duties.receive', 'duties', 1, 1, '27fe8a8a25fa303d7565e8869357577ef4756505850dc6ed3371ebb3a8221f2a', '8252d2790de2384d3a708f1b229649ada68e34e63dafc243ce352b8f6212dfc5');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (10, '2026-03-16 06:00:00.000000', 1, 'duties.receive', 'duties', 2, 1, '8252d2790de2384d3a708f1b229649ada68e34e63dafc243ce352b8f6212dfc5', '1f9001160c90cc109cc56bd8e2c2d20aaeef932ce73f4c6286eb7c2e1880162d');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (11, '2026-03-16 06:00:00.000000', 1, 'duties.appeared', 'duties', 2, 1, '1f9001160c90cc109cc56bd8e2c2d20aaeef932ce73f4c6286eb7c2e1880162d', 'ab14d473aad0de1c18435a0ec175bc750a69e56e6cdae3942dc297e0f4913c54');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (12, '2026-03-16 06:00:00.000000', 1, 'courses.start', 'courses', 1, 1, 'ab14d473aad0de1c18435a0ec175bc750a69e56e6cdae3942dc297e0f4913c54', 'a79596c7b00179b0f67f0addc8de3c2b3c97f99709c2ee6c142d1774ed31fde6');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (13, '2026-03-16 06:00:00.000000', 1, 'patronage.begin', 'patronages', 1, 1, 'a79596c7b00179b0f67f0addc8de3c2b3c97f99709c2ee6c142d1774ed31fde6', '749af67a6987cde5f8f35a5de2fb6086e006af05604e8adcd64880a945cece9e');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (14, '2026-03-16 06:00:00.000000', 1, 'patronage.begin', 'patronages', 2, 1, '749af67a6987cde5f8f35a5de2fb6086e006af05604e8adcd64880a945cece9e', 'de35fbd3be80bd81116479d1ba5eeda8dc9fd191e9fd7aea9b4c148793809dbf');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (15, '2026-03-16 06:00:00.000000', 1, 'patients.enter', 'patients', 2, 2, 'de35fbd3be80bd81116479d1ba5eeda8dc9fd191e9fd7aea9b4c148793809dbf', '0dc1bba0c6eed6f5c1c864cdc7a7dc5b1083d28fe3fd0358753b6e9d4b71fd9e');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (16, '2026-03-16 06:00:00.000000', 1, 'patients.enter', 'patients', 3, 3, '0dc1bba0c6eed6f5c1c864cdc7a7dc5b1083d28fe3fd0358753b6e9d4b71fd9e', '82601dc5008690f05e9920662b68c192a84db7477eda30da9bf9ff6a02d17ed3');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (17, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 4, 3, '82601dc5008690f05e9920662b68c192a84db7477eda30da9bf9ff6a02d17ed3', 'b3488c858813044b7403e58c1272de879f24c1149b45b1ee5abc0c56788ed1b4');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (18, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 5, 3, 'b3488c858813044b7403e58c1272de879f24c1149b45b1ee5abc0c56788ed1b4', '77dea17310f187328186c47dc8121b7a80da3333c7bc0be75d52c8000aa666b4');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (19, '2026-03-16 06:00:00.000000', 1, 'diagnoses.record', 'diagnoses', 1, 3, '77dea17310f187328186c47dc8121b7a80da3333c7bc0be75d52c8000aa666b4', '3bdd4b9b8028695da9e494b515a88cce6a8a94f598701c40bbd25f37602de742');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (20, '2026-03-16 06:00:00.000000', 1, 'applications.start', 'applications', 1, 3, '3bdd4b9b8028695da9e494b515a88cce6a8a94f598701c40bbd25f37602de742', '6d5beb02de207441344ffe91f2b5570e6a25a3da7f9d0de4f8acdec8d8e0db68');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (21, '2026-03-16 06:00:00.000000', 1, 'patients.enter', 'patients', 4, 4, '6d5beb02de207441344ffe91f2b5570e6a25a3da7f9d0de4f8acdec8d8e0db68', 'bfa73629bb3513c04a7251d7b1bacec1c9299b187c847d3aed1fe3335d5af884');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (22, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 6, 4, 'bfa73629bb3513c04a7251d7b1bacec1c9299b187c847d3aed1fe3335d5af884', '7ae4ccbb8149192fff47b4495be292c807efab89620fe697a5344ac7c4a03af5');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (23, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 7, 4, '7ae4ccbb8149192fff47b4495be292c807efab89620fe697a5344ac7c4a03af5', '0795c60e2cbda2ab118da6e8c294ae5ddcf281a1fd4c654cc1b6d11960e1b39d');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (24, '2026-03-16 06:00:00.000000', 1, 'diagnoses.record', 'diagnoses', 2, 4, '0795c60e2cbda2ab118da6e8c294ae5ddcf281a1fd4c654cc1b6d11960e1b39d', '8740c4cae6d1fe54a28e1e50577c617f6eaa78d69d5d9feb3a6b175f619ee0b4');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (25, '2026-03-16 06:00:00.000000', 1, 'applications.start', 'applications', 2, 4, '8740c4cae6d1fe54a28e1e50577c617f6eaa78d69d5d9feb3a6b175f619ee0b4', '104c588183267aeb9247347f418506267636ec22474ff2bad1f806e49160ed1f');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (26, '2026-03-16 06:00:00.000000', 1, 'applications.submit', 'applications', 2, 4, '104c588183267aeb9247347f418506267636ec22474ff2bad1f806e49160ed1f', '4ad5fa65936f237a6a06d85ebf2db707b458e2f0e43ef2ebcaa4e2c964355668');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (27, '2026-03-16 06:00:00.000000', 1, 'patients.enter', 'patients', 5, 5, '4ad5fa65936f237a6a06d85ebf2db707b458e2f0e43ef2ebcaa4e2c964355668', '2b18dff617438eebe9e6f70031ae9674948f067c0d3bf2eb5acfca251e0a6eb6');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (28, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 8, 5, '2b18dff617438eebe9e6f70031ae9674948f067c0d3bf2eb5acfca251e0a6eb6', 'a838ae4fc649a1f8628aebfbf76294adaf985c8a49876bd931740f591cd0c75d');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (29, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 9, 5, 'a838ae4fc649a1f8628aebfbf76294adaf985c8a49876bd931740f591cd0c75d', 'a57d5a0b10923a46635fe8105269ba236a44838de0b1f2ee1030c347652e9fd8');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (30, '2026-03-16 06:00:00.000000', 1, 'diagnoses.record', 'diagnoses', 3, 5, 'a57d5a0b10923a46635fe8105269ba236a44838de0b1f2ee1030c347652e9fd8', 'ec3e32f9ed6ce035c544799a11c804ad084552d634249a16b5beda226c79a2ed');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (31, '2026-03-16 06:00:00.000000', 1, 'applications.start', 'applications', 3, 5, 'ec3e32f9ed6ce035c544799a11c804ad084552d634249a16b5beda226c79a2ed', 'a75f81030deec6bcd6b2ed465a8d02fb4129098c156d1b10306615ecf2cc91fd');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (32, '2026-03-16 06:00:00.000000', 1, 'applications.submit', 'applications', 3, 5, 'a75f81030deec6bcd6b2ed465a8d02fb4129098c156d1b10306615ecf2cc91fd', 'e012df15079c7fc6d07894f7b7bd9ba971d04c2583b9767febd1d5b5bb7393c8');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (33, '2026-03-16 06:00:00.000000', 1, 'applications.send', 'applications', 3, 5, 'e012df15079c7fc6d07894f7b7bd9ba971d04c2583b9767febd1d5b5bb7393c8', '31201c506e373000ff5f75ac80ecb62b8beed8871b4581c0aef785e7da817549');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (34, '2026-03-16 06:00:00.000000', 1, 'patients.enter', 'patients', 6, 6, '31201c506e373000ff5f75ac80ecb62b8beed8871b4581c0aef785e7da817549', '7de2d8bca00ba911a2d9026a7a2f0df463d52677f0abf8a4b616c43858533d37');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (35, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 10, 6, '7de2d8bca00ba911a2d9026a7a2f0df463d52677f0abf8a4b616c43858533d37', '022b834d47874d3ecaf3b04982a3611d063c3c614c4fbeb58240d385a9a93605');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (36, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 11, 6, '022b834d47874d3ecaf3b04982a3611d063c3c614c4fbeb58240d385a9a93605', 'e2347e4693e549e354bd41b1f144b1cc1deebd45284f2ff5c7921f69a743f068');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (37, '2026-03-16 06:00:00.000000', 1, 'diagnoses.record', 'diagnoses', 4, 6, 'e2347e4693e549e354bd41b1f144b1cc1deebd45284f2ff5c7921f69a743f068', '8e051d14fd4e7d56864cd642044af9c29f11c5a813c79a465a6dbbec57bf79b7');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (38, '2026-03-16 06:00:00.000000', 1, 'applications.start', 'applications', 4, 6, '8e051d14fd4e7d56864cd642044af9c29f11c5a813c79a465a6dbbec57bf79b7', 'a86830a6c277c1cb3ae348b6a0a9cfffad3f4054ab9d308cd5a263a7a2b775c0');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (39, '2026-03-16 06:00:00.000000', 1, 'applications.submit', 'applications', 4, 6, 'a86830a6c277c1cb3ae348b6a0a9cfffad3f4054ab9d308cd5a263a7a2b775c0', '4d15320ff85d9c41cc949f65d691f7ee5070944c4cc82bd73d7e9ab34dc92b08');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (40, '2026-03-16 06:00:00.000000', 1, 'applications.send', 'applications', 4, 6, '4d15320ff85d9c41cc949f65d691f7ee5070944c4cc82bd73d7e9ab34dc92b08', '1ebdfd6d17fa24c5360544a798c93a498c43293d0cb42845429a65d67e680fd1');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (41, '2026-03-16 06:00:00.000000', 1, 'patients.enter', 'patients', 7, 7, '1ebdfd6d17fa24c5360544a798c93a498c43293d0cb42845429a65d67e680fd1', 'a8c9b21a0b2794e8d0d4a51351ddf74cba4b6fb18a6f7442d2c9d2466e67181f');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (42, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 12, 7, 'a8c9b21a0b2794e8d0d4a51351ddf74cba4b6fb18a6f7442d2c9d2466e67181f', '4800e8178efddc026f5c58a9a87774cd41c39887d9aa12d265757e02f432989d');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (43, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 13, 7, '4800e8178efddc026f5c58a9a87774cd41c39887d9aa12d265757e02f432989d', 'f6c6b750dc52e399bea87eef42efbbd3e8b284d8ee4bfc3b6251b4770ffc3eb5');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (44, '2026-03-16 06:00:00.000000', 1, 'diagnoses.record', 'diagnoses', 5, 7, 'f6c6b750dc52e399bea87eef42efbbd3e8b284d8ee4bfc3b6251b4770ffc3eb5', '897b74e9ebf9a5ecb56927286bdd158f25179f4387dbb7c2bee161083acf0a9a');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (45, '2026-03-16 06:00:00.000000', 1, 'applications.start', 'applications', 5, 7, '897b74e9ebf9a5ecb56927286bdd158f25179f4387dbb7c2bee161083acf0a9a', 'ac05185e5ad1700042cb0b7cdd9cda3cd6ade641cd7c2a31d60aabe57e9c9c44');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (46, '2026-03-16 06:00:00.000000', 1, 'applications.submit', 'applications', 5, 7, 'ac05185e5ad1700042cb0b7cdd9cda3cd6ade641cd7c2a31d60aabe57e9c9c44', '10874f4da45860472853adff31ee41e7aee7f9d63a1788ef68451ea7253786e5');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (47, '2026-03-16 06:00:00.000000', 1, 'applications.send', 'applications', 5, 7, '10874f4da45860472853adff31ee41e7aee7f9d63a1788ef68451ea7253786e5', '8df42cf0ea8d1c9e6057a4d256ef97e353eeb9086a2777ea97f8b537fc8636ad');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (48, '2026-03-16 06:00:00.000000', 1, 'applications.register', 'applications', 5, 7, '8df42cf0ea8d1c9e6057a4d256ef97e353eeb9086a2777ea97f8b537fc8636ad', 'ed38d62b57433ab42d6f54a68a34e47a543019b6a8398080576604b6b896a4f8');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (49, '2026-03-16 06:00:00.000000', 1, 'patients.enter', 'patients', 8, 8, 'ed38d62b57433ab42d6f54a68a34e47a543019b6a8398080576604b6b896a4f8', '153d5f52cca261af2e4f2f368bd261fa79e1fc4602421ee633217610d11ab5bb');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (50, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 14, 8, '153d5f52cca261af2e4f2f368bd261fa79e1fc4602421ee633217610d11ab5bb', 'd5f919f637df1ac8da58b7ffea481f69e5e30b04898760513dd97f9441754040');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (51, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 15, 8, 'd5f919f637df1ac8da58b7ffea481f69e5e30b04898760513dd97f9441754040', '1278ccc100398104086b0b52bb339b3071f51eb6d28b3902603d4dc3b2dc4869');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (52, '2026-03-16 06:00:00.000000', 1, 'diagnoses.record', 'diagnoses', 6, 8, '1278ccc100398104086b0b52bb339b3071f51eb6d28b3902603d4dc3b2dc4869', 'eb097e4d14a9d36edd8581ef73ae18e12c7e6b41e2a66871ea2ff59a2da3bab8');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (53, '2026-03-16 06:00:00.000000', 1, 'applications.start', 'applications', 6, 8, 'eb097e4d14a9d36edd8581ef73ae18e12c7e6b41e2a66871ea2ff59a2da3bab8', '4fe873f92540bb6c3ce0affff31ccd5e3ccc744ace73f73da8fc673093f853fa');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (54, '2026-03-16 06:00:00.000000', 1, 'applications.submit', 'applications', 6, 8, '4fe873f92540bb6c3ce0affff31ccd5e3ccc744ace73f73da8fc673093f853fa', 'ba8d55e34ecd7617da91f8698a3e41c0404569f9ab2772cac8784fa9210fa3dc');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (55, '2026-03-16 06:00:00.000000', 1, 'applications.send', 'applications', 6, 8, 'ba8d55e34ecd7617da91f8698a3e41c0404569f9ab2772cac8784fa9210fa3dc', '9fbd511ae2ca882fbb97daf448f72dc820a0988c39b49678ce183980fe0f9f07');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (56, '2026-03-16 06:00:00.000000', 1, 'patients.enter', 'patients', 9, 9, '9fbd511ae2ca882fbb97daf448f72dc820a0988c39b49678ce183980fe0f9f07', 'dfdbf848866267a3480fa1d9c8044f5b6efb6088eeabdec8a0559e9c48baf34b');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (57, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 16, 9, 'dfdbf848866267a3480fa1d9c8044f5b6efb6088eeabdec8a0559e9c48baf34b', '1ec5e9b7ff6f91ecc81b9532b26b51b1f0527d6ffa6c2800cd273e39fdd02cd5');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (58, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 17, 9, '1ec5e9b7ff6f91ecc81b9532b26b51b1f0527d6ffa6c2800cd273e39fdd02cd5', '64064a22ccb5ab8331bfdb7c5c771a1b91c937a347bbcbc0ffe26a4fc7260027');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (59, '2026-03-16 06:00:00.000000', 1, 'diagnoses.record', 'diagnoses', 7, 9, '64064a22ccb5ab8331bfdb7c5c771a1b91c937a347bbcbc0ffe26a4fc7260027', '40989cd581e71f5ec42ce63c77853138435053a74dcf29e693302a5177f3dcd4');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (60, '2026-03-16 06:00:00.000000', 1, 'applications.start', 'applications', 7, 9, '40989cd581e71f5ec42ce63c77853138435053a74dcf29e693302a5177f3dcd4', 'ee7921f35e4ef628963dd4eec26e9c2f53fe8c62c63c91550656db19bf1630be');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (61, '2026-03-16 06:00:00.000000', 1, 'applications.submit', 'applications', 7, 9, 'ee7921f35e4ef628963dd4eec26e9c2f53fe8c62c63c91550656db19bf1630be', 'b0433802ab5d3fe45d7e427c369edfefa79af247c78ce4cbcdec9d8b48f1730e');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (62, '2026-03-16 06:00:00.000000', 1, 'applications.send', 'applications', 7, 9, 'b0433802ab5d3fe45d7e427c369edfefa79af247c78ce4cbcdec9d8b48f1730e', '5bd8e9cb0c5438e701c304d101e5490300797941f8769975557a21f4ba93faff');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (63, '2026-03-16 06:00:00.000000', 1, 'applications.grant', 'applications', 7, 9, '5bd8e9cb0c5438e701c304d101e5490300797941f8769975557a21f4ba93faff', '23bcc093e39c8f7d459aeadd08b0a3a5f0b8a3806968971565549d5e7b632bda');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (64, '2026-03-16 06:00:00.000000', 1, 'documents.keep', 'documents', 1, 7, '23bcc093e39c8f7d459aeadd08b0a3a5f0b8a3806968971565549d5e7b632bda', '6827fb04ba3dcf8c7840eec0aab1de0e2106c9b249abcf2e87322cee38a12975');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (65, '2026-03-16 06:00:00.000000', 1, 'documents.keep', 'documents', 2, 7, '6827fb04ba3dcf8c7840eec0aab1de0e2106c9b249abcf2e87322cee38a12975', '7a26da08605040d22410c6da5fb2a3b323c02512f055994ab7915b01dc73fc48');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (66, '2026-03-16 06:00:00.000000', 1, 'documents.keep', 'documents', 3, 7, '7a26da08605040d22410c6da5fb2a3b323c02512f055994ab7915b01dc73fc48', '1edf5ed6008f6270585f9248bd16ae2ae20584726ebd19ffad8b3ec95d8375c8');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (67, '2026-03-16 06:00:00.000000', 1, 'documents.keep', 'documents', 4, 7, '1edf5ed6008f6270585f9248bd16ae2ae20584726ebd19ffad8b3ec95d8375c8', '07c3b74ddd0f8dfb8890da128fc5f048931aea20ca57bbbf1a9d19235d836706');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (68, '2026-03-16 06:00:00.000000', 1, 'documents.keep', 'documents', 5, 7, '07c3b74ddd0f8dfb8890da128fc5f048931aea20ca57bbbf1a9d19235d836706', 'a3f5975cb3f5393fef9cb6e176d60a4dadea434b60ac4871c2e8997f3bf3a3f9');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (69, '2026-03-16 06:00:00.000000', 1, 'documents.prepare', 'documents', NULL, NULL, 'a3f5975cb3f5393fef9cb6e176d60a4dadea434b60ac4871c2e8997f3bf3a3f9', '3d298ba250ed8b56bb4940ce5dc7c621e031d86aece685d040447e27b46843be');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (70, '2026-03-16 06:00:00.000000', 1, 'patients.enter', 'patients', 10, 10, '3d298ba250ed8b56bb4940ce5dc7c621e031d86aece685d040447e27b46843be', '9e1d0569c7bb425521390f07e27509a4e2a02303c9555a7ebd6616c34e0248ca');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (71, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 18, 10, '9e1d0569c7bb425521390f07e27509a4e2a02303c9555a7ebd6616c34e0248ca', '223e968558e21f7f703879846ffadb54f471cbfac839eab3ab0bb582fc983e41');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (72, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 19, 10, '223e968558e21f7f703879846ffadb54f471cbfac839eab3ab0bb582fc983e41', '2074b9072679b9bfe013d0079b8826310109fdcedc5aeac67c538406532dd622');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (73, '2026-03-16 06:00:00.000000', 1, 'diagnoses.record', 'diagnoses', 8, 10, '2074b9072679b9bfe013d0079b8826310109fdcedc5aeac67c538406532dd622', '732ba5d00f45cf4607630bb95f16a56554189442532d29afc838d73d7cc23cc7');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (74, '2026-03-16 06:00:00.000000', 1, 'applications.start', 'applications', 8, 10, '732ba5d00f45cf4607630bb95f16a56554189442532d29afc838d73d7cc23cc7', 'bc7dc13d494c24b16bbe533150be19b302059e1912b3bcc89dc85625adf21a5e');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (75, '2026-03-16 06:00:00.000000', 1, 'applications.submit', 'applications', 8, 10, 'bc7dc13d494c24b16bbe533150be19b302059e1912b3bcc89dc85625adf21a5e', 'f86756cdb2400bf143a6f074ae53da0d0c4729b06668d12f2c093258f0f2e740');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (76, '2026-03-16 06:00:00.000000', 1, 'applications.send', 'applications', 8, 10, 'f86756cdb2400bf143a6f074ae53da0d0c4729b06668d12f2c093258f0f2e740', '1a32d8e6b6f243a7c0a45e8e25039832ce441a83e0fdc47b23aa844fa6d77573');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (77, '2026-03-16 06:00:00.000000', 1, 'applications.grant', 'applications', 8, 10, '1a32d8e6b6f243a7c0a45e8e25039832ce441a83e0fdc47b23aa844fa6d77573', 'cb4e83ad52cd4fa83b71889e87a0d0eb39384c5183232e9d02efc6147b29243f');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (78, '2026-03-16 06:00:00.000000', 1, 'certificates.record', 'certificates', 1, 10, 'cb4e83ad52cd4fa83b71889e87a0d0eb39384c5183232e9d02efc6147b29243f', 'a36071dbfde98d7ed7f6008b944fc5e664096d74b8c6cff560b7f3c39479ada8');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (79, '2026-03-16 06:00:00.000000', 1, 'patients.enter', 'patients', 11, 11, 'a36071dbfde98d7ed7f6008b944fc5e664096d74b8c6cff560b7f3c39479ada8', '662d7b8781e2b093ed57bcbda04a44e042635da4facc259e8fb605b3d8935ed4');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (80, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 20, 11, '662d7b8781e2b093ed57bcbda04a44e042635da4facc259e8fb605b3d8935ed4', '57add7fa6b3eea428b622074cedff02de409a832a2b77b191faa080b8eeae48b');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (81, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 21, 11, '57add7fa6b3eea428b622074cedff02de409a832a2b77b191faa080b8eeae48b', 'daad76f939f07df800b012ac64f25457372710be2632db6b85e3d3a863ac7a85');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (82, '2026-03-16 06:00:00.000000', 1, 'diagnoses.record', 'diagnoses', 9, 11, 'daad76f939f07df800b012ac64f25457372710be2632db6b85e3d3a863ac7a85', '818cc35ffbbab8b374626ae71d281f1407bcd2ba8781e00910289d39327263d5');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (83, '2026-03-16 06:00:00.000000', 1, 'applications.start', 'applications', 9, 11, '818cc35ffbbab8b374626ae71d281f1407bcd2ba8781e00910289d39327263d5', '32d1d5a1099ccc5427cbfaab81963a927489f85bf0ba2b5117bbf0a70e0e8cd2');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (84, '2026-03-16 06:00:00.000000', 1, 'applications.submit', 'applications', 9, 11, '32d1d5a1099ccc5427cbfaab81963a927489f85bf0ba2b5117bbf0a70e0e8cd2', '5f877b18194c9c8e5f22da98d574240a5312861a393f51a93a97c5612d64ee7c');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (85, '2026-03-16 06:00:00.000000', 1, 'applications.send', 'applications', 9, 11, '5f877b18194c9c8e5f22da98d574240a5312861a393f51a93a97c5612d64ee7c', '37c53021998439066b683c2602cc5f945e43a11d8aadbba54b8dacf8b08b3b8e');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (86, '2026-03-16 06:00:00.000000', 1, 'applications.grant', 'applications', 9, 11, '37c53021998439066b683c2602cc5f945e43a11d8aadbba54b8dacf8b08b3b8e', 'f758bf5ba6920b0e951c50e660fa3b01cf1747d22d2ed971c25a5711e7e0e10e');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (87, '2026-03-16 06:00:00.000000', 1, 'certificates.record', 'certificates', 2, 11, 'f758bf5ba6920b0e951c50e660fa3b01cf1747d22d2ed971c25a5711e7e0e10e', '7dcfcf8a3f6043b73f5448f96aeadb9bcfccf368b123426cd3510953477cb7ea');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (88, '2026-03-16 06:00:00.000000', 1, 'patients.enter', 'patients', 12, 12, '7dcfcf8a3f6043b73f5448f96aeadb9bcfccf368b123426cd3510953477cb7ea', 'fd58615bf36794eb2d33200beea5a0dee0d50d88b83c2bd3f1b193aab41093b2');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (89, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 22, 12, 'fd58615bf36794eb2d33200beea5a0dee0d50d88b83c2bd3f1b193aab41093b2', '7a85126e85c9c83cb8c40122c359d88e00d89e21dbed10b468fd0c4e0c877773');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (90, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 23, 12, '7a85126e85c9c83cb8c40122c359d88e00d89e21dbed10b468fd0c4e0c877773', '02b3383bfc840f479063400cfbaef64c8c6bbcd644cc77f264195ed7c76838d9');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (91, '2026-03-16 06:00:00.000000', 1, 'diagnoses.record', 'diagnoses', 10, 12, '02b3383bfc840f479063400cfbaef64c8c6bbcd644cc77f264195ed7c76838d9', '1902677fd012c9017133af9972b7020f886801015dd1790fa695b5b4c5f9e893');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (92, '2026-03-16 06:00:00.000000', 1, 'applications.start', 'applications', 10, 12, '1902677fd012c9017133af9972b7020f886801015dd1790fa695b5b4c5f9e893', '419e892b20310a8d7216a7b73e40956895fc2c669f88c96877d0dc0d78942c37');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (93, '2026-03-16 06:00:00.000000', 1, 'applications.submit', 'applications', 10, 12, '419e892b20310a8d7216a7b73e40956895fc2c669f88c96877d0dc0d78942c37', 'b3bb9792770b2da36370c385118aedaa180e46b45a71d8c55b9f5367b67da0f9');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (94, '2026-03-16 06:00:00.000000', 1, 'applications.send', 'applications', 10, 12, 'b3bb9792770b2da36370c385118aedaa180e46b45a71d8c55b9f5367b67da0f9', '16a4a38dd2a8b929a411f49ceff05f6510fe3256e4fd363186b27af2e543b995');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (95, '2026-03-16 06:00:00.000000', 1, 'applications.grant', 'applications', 10, 12, '16a4a38dd2a8b929a411f49ceff05f6510fe3256e4fd363186b27af2e543b995', 'e1a5abe3872124783310b660b034b0fdd4550ff0b84ca9a58c67a12c34f957b7');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (96, '2026-03-16 06:00:00.000000', 1, 'certificates.record', 'certificates', 3, 12, 'e1a5abe3872124783310b660b034b0fdd4550ff0b84ca9a58c67a12c34f957b7', 'ca92ad4646574785150cb7e91b636b90b777d3936dfc1f812233c11d8cf03716');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (97, '2026-03-16 06:00:00.000000', 1, 'patients.enter', 'patients', 13, 13, 'ca92ad4646574785150cb7e91b636b90b777d3936dfc1f812233c11d8cf03716', '71a29ce15c4b93493688c57666d73b062b7599f391632c76ca590a6689eb3697');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (98, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 24, 13, '71a29ce15c4b93493688c57666d73b062b7599f391632c76ca590a6689eb3697', '50f1969d9f2abe6ea75d7d18e6be0ff5f33d5c2088b31ad4ff01eb92b66d4811');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (99, '2026-03-16 06:00:00.000000', 1, 'consents.give', 'consents', 25, 13, '50f1969d9f2abe6ea75d7d18e6be0ff5f33d5c2088b31ad4ff01eb92b66d4811', '68b9c54c6eb8fcae16086277a16a8d0e801caebdaa9a0260537017181d3c1b48');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (100, '2026-03-16 06:00:00.000000', 1, 'diagnoses.record', 'diagnoses', 11, 13, '68b9c54c6eb8fcae16086277a16a8d0e801caebdaa9a0260537017181d3c1b48', 'a3615b1e6ae4fb8dbe811163bece628bc67dea3383a5eadf325ab6e75d0cd9ad');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (101, '2026-03-16 06:00:00.000000', 1, 'applications.start', 'applications', 11, 13, 'a3615b1e6ae4fb8dbe811163bece628bc67dea3383a5eadf325ab6e75d0cd9ad', '904d2c3d8ee6a5c2c135c86be1d45df2d2db6dc28ac8c780ab20947e7de91f57');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (102, '2026-03-16 06:00:00.000000', 1, 'applications.submit', 'applications', 11, 13, '904d2c3d8ee6a5c2c135c86be1d45df2d2db6dc28ac8c780ab20947e7de91f57', 'ef8b1d07726f4a50242127d9580408b4ca117ea170046899cdbf0521c278c617');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (103, '2026-03-16 06:00:00.000000', 1, 'applications.send', 'applications', 11, 13, 'ef8b1d07726f4a50242127d9580408b4ca117ea170046899cdbf0521c278c617', '43189f97b89c69247e31553c2e9784c75f73d58af64e67e2151eb8d3eafbc2c6');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (104, '2026-03-16 06:00:00.000000', 1, 'applications.grant', 'applications', 11, 13, '43189f97b89c69247e31553c2e9784c75f73d58af64e67e2151eb8d3eafbc2c6', 'e7973f0f8143b04b9a19f183b1c32f0dfe92125f61a3d1806a3a2b9d4b28f1b3');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (105, '2026-03-16 06:00:00.000000', 1, 'certificates.record', 'certificates', 4, 13, 'e7973f0f8143b04b9a19f183b1c32f0dfe92125f61a3d1806a3a2b9d4b28f1b3', '39abe80d79a5b67ac2dea725d1763caf056a92fab0c98b748cd61f1c03407da6');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (106, '2026-03-16 06:00:00.000000', 1, 'courses.start', 'courses', 2, 13, '39abe80d79a5b67ac2dea725d1763caf056a92fab0c98b748cd61f1c03407da6', '8c6bee591d7410ef0dc2d67a95011c90bf13ba2c03e67cf72f9cf47a201ff778');
INSERT INTO audit_entries ("seq", "at", "person_id", "action", "kind", "record_id", "patient_id", "previous", "mac") VALUES (107, '2026-03-16 06:00:00.000000', 1, 'staff.hire', 'staff', 2, NULL, '8c6bee591d7410ef0dc2d67a95011c90bf13ba2c03e67cf72f9cf47a201ff778', 'd7b026c93cbc6429762f75bd4490f545b29e2b4198bf73fb30e6c8cc7b457a38');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (1, 0, 'office', 1, 'insert', '[]', '360194737afedf11d0a1bd88c8a5377f7392ba64ac91514da3c48a10ac5e9c5d');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (1, 1, 'seal', 1, 'insert', '[]', '754634fd4ca1f7ada9c22bd6850f8df480ae0d0e165e017f33e44a1d40d0537e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (1, 2, 'staff', 1, 'insert', '[]', '405e5cbfe280c2f57d23f5f44208ec7cca55bb4834e69536cbe191a5e86dcccb');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 0, 'provider_sources', 1, 'insert', '[]', 'f32996e4d2eb6661d39455f90df8250f9324419027a62866269c6f16fd970b8f');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 1, 'providers', 1, 'insert', '[]', '9a81c5cd1c86e05641ef8b0552c9ae4bfa9ad287f7d36207013912f11c1e8dce');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 2, 'provider_facts', 1, 'insert', '[]', 'cf1fe268b6c5bc4c70ade86a000dfba496b0dec528146edae2704efcb280070b');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 3, 'provider_facts', 2, 'insert', '[]', 'bbbe0eff4e891c0eababdb9dd0d8c650023e38c0761dd21c64994021cc497276');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 4, 'provider_facts', 3, 'insert', '[]', 'beaebbdc3094127ff3b2ceb6654bebe56136bad36d8eb6a283a711bccaf8a790');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 5, 'provider_facts', 4, 'insert', '[]', '34825fdb730e32f60dc1b4b9f349b34f04199a8086e973090466f9dd1838b90c');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 6, 'provider_facts', 5, 'insert', '[]', '7bec32e7ccffdccf8afead609d299f366d904a7c6f8abe1baa649713ed0e65c7');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 7, 'provider_facts', 6, 'insert', '[]', '08e7791f81309c6ae6a5b3937473c3fa26078ed3e62de7286b8eed8344808a48');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 8, 'provider_facts', 7, 'insert', '[]', '887a5ada4db7a3b005c48ffb2b66282d1b5ce69a3fdf97ac91b83520b66a7648');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 9, 'provider_facts', 8, 'insert', '[]', '58b195732cdc1b6b334168d9f2f4f1de1fda623ef25405f101cc8fc6e69d44f5');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 10, 'provider_facts', 9, 'insert', '[]', '7405d33aef2e3cc386c374a31918523b95b1716727b048dad7b653d77a74ad17');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 11, 'provider_facts', 10, 'insert', '[]', '0ec3efdfdd08052f549863c630aeb819bb2000057cabd94222b0c54cac6960e0');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 12, 'provider_facts', 11, 'insert', '[]', '224f133b0dea7ff43ebc0d37327e610dc6795b560feab7f006508a699060515e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 13, 'provider_facts', 12, 'insert', '[]', 'aee04235535f0878dfeb375c80aad0949ee90e7c77f140cdf588a2298e47e392');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 14, 'provider_facts', 13, 'insert', '[]', 'acbe305d9dfdeda087f4cf6e0124ee0a494eec8b1d488218788a66f3ec92857b');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 15, 'providers', 2, 'insert', '[]', '44ba85c4191ed20d5f89f743d178731b8fb1b3bdca0157a190a7b1226e94d35c');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 16, 'provider_facts', 14, 'insert', '[]', '48a77e3505d172507dc7afe1b1e8d5cc4ade601d1d674b856e6708e6f071a743');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 17, 'provider_facts', 15, 'insert', '[]', '4fb0658ce0e785ff72df04eea87a233b80cf1397ff6be58c358238298e854eff');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 18, 'provider_facts', 16, 'insert', '[]', 'e259acf93e2b5576fe59598f47da0d6c852d558a7b0bb3f09c45dea2f08acebf');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 19, 'provider_facts', 17, 'insert', '[]', '524bbaf499c26748ba4b26ea5785ba2eb0965c03779988638c6881bd094ae58b');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 20, 'provider_facts', 18, 'insert', '[]', 'a35fd5e5d46c4706940e029ff5e0467da3277bc50b00d8b33f1ad1cbdcb34bd7');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 21, 'provider_facts', 19, 'insert', '[]', 'a89cffa06d66bd6a2113857003cec5fe7ced47a1b2b6e2f941c325d2e26e5b16');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 22, 'provider_facts', 20, 'insert', '[]', '4d87ce0c12c361d91a870f3f456280b362137c2a3790343351e29b8811df80f2');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 23, 'provider_facts', 21, 'insert', '[]', 'de42d44f9f01a1ee80862655c196a914d36ae883b3b5f6dc6b2f020b304d149a');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 24, 'provider_facts', 22, 'insert', '[]', '0a571c83680b302a07e562f108fc1c7e7e39ea0df894d18eb3921fa4b97e46e5');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 25, 'provider_facts', 23, 'insert', '[]', '76c7af6e6b609049bd5d72d47044c7dd9fb62650f7ececed0022f2eb08022a2c');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 26, 'provider_facts', 24, 'insert', '[]', '521dbae3d1cd1af4e5797b8ca555b10de6bc32d8f80ff7de22b04ba2343664ac');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 27, 'provider_facts', 25, 'insert', '[]', 'b45e0a664b40a590a1f14efd51b6ef07ae0d9534b7bae0522f82ac78435f77d4');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 28, 'provider_facts', 26, 'insert', '[]', 'f7e7f43a3dff08cc70b7e94d6681dd2f26d9c040e4695b2c9ff46c2d6c2b3e84');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 29, 'providers', 3, 'insert', '[]', 'a88d7fc1000c8a5f9aa9621deff989ad32f9a428b43885713c5b767ce37d5eb2');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 30, 'provider_facts', 27, 'insert', '[]', '0b4628f3d438683c8bbe8842732cf155500495fa48c484913712dfdf3ec8a89b');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 31, 'provider_facts', 28, 'insert', '[]', '3de570f4b6c342f0e126bc35a3a543d7261a01b6ee3d3c33389925c68b12f8ce');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 32, 'provider_facts', 29, 'insert', '[]', 'ed8307498bed2474a1937a0b8b626cdd8f6fc8c8965923bbc32b4fd2c08b3e2e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 33, 'provider_facts', 30, 'insert', '[]', '00cd0a7677c5d38e1c248699ea7d14d331de40b2f9360ef4b9ebc0533c9a159e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 34, 'provider_facts', 31, 'insert', '[]', '8f6a9b5a95583d8ea0416864c97479c75bb655636e13e38518b0696da0122cf8');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 35, 'provider_facts', 32, 'insert', '[]', '456447b6cf2f1d2776ff8b8bf29a6d525de54e81442d60638a157a04530ff2c4');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 36, 'provider_facts', 33, 'insert', '[]', '424675982095dfebcca80f8f6d47b424494f9da156363c81ef6c32e4b05fd031');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 37, 'provider_facts', 34, 'insert', '[]', '06a4ecdc2b6258edc9a74c470d47b8f6c9cd1103d4a3b77fb7b801206aed60dc');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 38, 'provider_facts', 35, 'insert', '[]', 'b0d196d5485befb0bd93c377a20bbc526d2e912de8a1ca884bb8cff81fe58158');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 39, 'provider_facts', 36, 'insert', '[]', '42178554c84033dc502b104fe1172c695be6eb72d70b9d8660fa1bcc1cde7a8e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 40, 'provider_facts', 37, 'insert', '[]', '64568735dc60cddeed05d388e9656ab80d8b883a913f1fee14e17a17199ced16');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 41, 'provider_facts', 38, 'insert', '[]', 'efabc3a7a42463b09a6cdb4e550280d85e9092d698ff35dfb31b1651480d896e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 42, 'provider_facts', 39, 'insert', '[]', '160995c5f9a6b95c161e87429d1c42b8458f41f9464919e889b47bb13c32a7be');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 43, 'providers', 4, 'insert', '[]', 'd450a5a4a71fcbaf8726b5b9459431f06a12007a5265a856167a3147cbe0a0c7');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 44, 'provider_facts', 40, 'insert', '[]', 'c51891fbfbc47160d20cc7d3f6f827a85e85f0293f25bdf0a8bce4ca3bb6babb');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 45, 'provider_facts', 41, 'insert', '[]', '24cb7cf76a56265e5d6bad305fb0da4dbc1916b82a173aa66a70b409a83b53b5');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 46, 'provider_facts', 42, 'insert', '[]', 'ca91d3e22c1dde289b70e4029b383e26bd56c8601324bf9873e8ae5f37ad2e66');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 47, 'provider_facts', 43, 'insert', '[]', 'b1e22e4a3b2a56d6bb9e0ae55c7e0687d11b48a6caf93bbb0ced36824a5df677');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 48, 'provider_facts', 44, 'insert', '[]', 'f7bd73360655b88e55905b56de08818ba1b2406e43f9d857e55bf1cae70378d9');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 49, 'provider_facts', 45, 'insert', '[]', 'e10186e257df6cb74f53e569031dc9de0ecec6d02c8fa5d820fb5f9e700fff6c');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 50, 'provider_facts', 46, 'insert', '[]', '3bd00ab26a5f6dcbb3ba0d30a9e009f90d89a9ca9421d43360aa4482da00cca3');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 51, 'provider_facts', 47, 'insert', '[]', 'bd5c9d2063ee64089cf025ab8aeb7cbd3933d618af0f8f19c44deb08d625e83e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 52, 'provider_facts', 48, 'insert', '[]', '8bf2ef8ce42e3637d62d422efa99701b4076dd4da62fc05dde87f0b94ead9ab4');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 53, 'provider_facts', 49, 'insert', '[]', '3b92295e1f8e982c19fa5935672161d40229d00c4d33f49e15c5a411db4666a2');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 54, 'provider_facts', 50, 'insert', '[]', 'd0942553802a8544e2c574bf4b9d9d78446939d3e7c5c6c9bc8edb9be6bf7840');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 55, 'provider_facts', 51, 'insert', '[]', 'e979a924e2c32fe6bb18aee17212549c03e7ca7d72e0b686f3506303b8d6efa6');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 56, 'provider_facts', 52, 'insert', '[]', '8bf3d86e045a99772e30cecbe7b4be03499df49cd86935951811d5b070d836bf');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 57, 'providers', 5, 'insert', '[]', 'c35ef240c956953c081db2744d535c2f67da3180e8873e035240a6605d8d5dc5');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 58, 'provider_facts', 53, 'insert', '[]', '112992b02587522f7484c820185718fd299c05aa7012c969c7b31cf71d9cc6b0');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 59, 'provider_facts', 54, 'insert', '[]', 'eb146c000cff70f52d0e854352b66e293baf2817b2af7a0c0b280f6b219bc503');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 60, 'provider_facts', 55, 'insert', '[]', 'ee3acb15337a3194b899378079281de616ff59ed39e02c7d98e51700294806ae');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 61, 'provider_facts', 56, 'insert', '[]', 'e2b9c6593419cbf951f7b7dd6c65a56dcfa318b328386b2065a4583c20f4436b');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 62, 'provider_facts', 57, 'insert', '[]', 'cd54040045299638105a00fa57abdc8bce720756a10af55d2eb0e265c215f6d8');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 63, 'provider_facts', 58, 'insert', '[]', '90a19f4b3eba8246c407c387b4a2e21c6523ecc679411d63b98db79e1dce4489');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 64, 'provider_facts', 59, 'insert', '[]', '62196c2a2ae5a0584cedb79080e57388aaf46f09b58da0b9b7ea8be6ed931f0b');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 65, 'provider_facts', 60, 'insert', '[]', '531f3c2938d334426ac1e368ef47a29f08d25d5b46735130d7e2e5822c07a210');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 66, 'provider_facts', 61, 'insert', '[]', 'e30da79977f73bd616312693b8bc2a46e72cdd0d71babe3bff680aa906dd649d');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 67, 'provider_facts', 62, 'insert', '[]', 'c768700aaaa5ae3aed43510e2f454c1414493eaa8072140d92f3eaebccdc2563');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 68, 'provider_facts', 63, 'insert', '[]', 'a88fd3ba2d0ea641662a71caf4b9d29b2729cc0dcf03e11d996222ecfc77168c');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 69, 'provider_facts', 64, 'insert', '[]', '1572fcb485e4f8e8e308a25538a2a0896a30021a69e764bf667ccc27e7561959');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 70, 'provider_facts', 65, 'insert', '[]', '72f9f69d9084cdcfa0ee9b2e34304b166053220f7fe853806b477e69997043f2');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 71, 'providers', 6, 'insert', '[]', '19c2f5ae5afef60f4f1b95f9648141b28873b2f827298558ec46ad0b7a940731');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 72, 'provider_facts', 66, 'insert', '[]', '8b09aaca4790a73d03060c5f3124eb14875fdc5c900dcd78e75d494dace45778');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 73, 'provider_facts', 67, 'insert', '[]', 'c6afa6bd48e07f05f69427a7d5df9d40c44ff07d1f93719ce049caf26b28b661');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 74, 'provider_facts', 68, 'insert', '[]', '3fa52329c16b98da02f571e80ca53b83873e1dbccce4e213e3b94a5f92b6e84a');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 75, 'provider_facts', 69, 'insert', '[]', 'd1bb5a15e700086555fbf11f6937ea81780e6f5985def624674d6302814e914d');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 76, 'provider_facts', 70, 'insert', '[]', 'a8af8d79b541d38e58621ffd97ba95d81aa4a21bce53b689877f12eb4862ae2d');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 77, 'provider_facts', 71, 'insert', '[]', 'fefa62b7a95dcd5126e563ea81518bb031a43461c9837d31e1822fdb69899ad3');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 78, 'provider_facts', 72, 'insert', '[]', 'bb91eede6704e46034fd3abb58701bd21708a6c3148768e9896326cbbb6e0f54');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 79, 'provider_facts', 73, 'insert', '[]', '001396f6a737b5ecad2eb6007e9f63054637fe05abfb51f4f59fd08b30912102');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 80, 'provider_facts', 74, 'insert', '[]', 'f9290bd46fc201bebd6e5a5e6b3c495ef43400c288dbbc54c2bc706ba38b1c6c');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 81, 'provider_facts', 75, 'insert', '[]', 'a1c8c2d64962a38c682b174c9aea0bf28d92edcc5213ff616a195d65d6674563');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 82, 'provider_facts', 76, 'insert', '[]', '675f559461648ade90a67a9b579e51acc35213744a7fcff2a511fdc47015c3ed');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 83, 'provider_facts', 77, 'insert', '[]', '7f0d03368dea106139b2e65c1366b40f46183b124db27143e2374cbbfee14063');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 84, 'provider_facts', 78, 'insert', '[]', '1972e577fea26e468ec16f7948bbc6167d6947e26e2d490ef12756ca277efe98');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 85, 'providers', 7, 'insert', '[]', '67bc7ce24b2ae1af7f5141dc232331f96011881a53a41fd451ecb93e0ead8d48');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 86, 'provider_facts', 79, 'insert', '[]', 'ce3f37bc751bdbd2bbf1ee0fc33566f37ca400247d9710439ae0a7c17a4ce6c3');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 87, 'provider_facts', 80, 'insert', '[]', '64a1ca56d3c859f7710b746e9d4d7561a30e465f77d5571a0ad64f5185e47073');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 88, 'provider_facts', 81, 'insert', '[]', '8f8d0cc924dc3d847e718045e8e03182bed222a6a1be90667ae4048f205959a3');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 89, 'provider_facts', 82, 'insert', '[]', 'a493ef5cbd08f42ab084ba4e21e2bdb5681c02b00bd34f5ac12bf98606a28f59');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 90, 'provider_facts', 83, 'insert', '[]', '252ec6b09472c623eace57e74c6a65bfb2e20a44ce2411502a037acd19329f4e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 91, 'provider_facts', 84, 'insert', '[]', '740ddb38efbdedbb85253b2e748c8d69da8707b2975dac2ba5d7af444492eb85');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 92, 'provider_facts', 85, 'insert', '[]', '6e8da15e7d7a4ab6f914e16647b1152fd44abf5a5d20b8f7a318bbbbffbba0e5');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 93, 'provider_facts', 86, 'insert', '[]', 'cf44135703d9eb3a1d97e397bfc114fb412547e8b747959b3682999973014376');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 94, 'provider_facts', 87, 'insert', '[]', '332f2d1432e0df14104e68612305fc51af5a462c901de87101823fb99e6a40a1');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 95, 'provider_facts', 88, 'insert', '[]', '70df6e9b2b8e234025452e7e34600633194e71f8974f21e128bd77d3b1a9080e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 96, 'provider_facts', 89, 'insert', '[]', 'bacc6c693b35cd9e54b0ac826fada6cd2de8722a7d1da4581f0285688dee8581');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 97, 'provider_facts', 90, 'insert', '[]', 'd3f687ea425b02febd62477db937fc52f8bfed5978d0f6dbc6886b2e6d5d6a0c');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 98, 'provider_facts', 91, 'insert', '[]', '38a91f01dd64302ce46b2a9f247d94e8f35729e18b47e9fe6d3ba4241ea5463d');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 99, 'providers', 8, 'insert', '[]', 'f1c7d611c2c076ff6d7695a57762413e5665aa2ab66ebb9ace8d94f6c0b1e287');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 100, 'provider_facts', 92, 'insert', '[]', 'd99f7eebd48c6182c636a20f07d945b2f31591dbbe11d57f44a6b9369c15eaad');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 101, 'provider_facts', 93, 'insert', '[]', 'f57bbbb5ecb04803d9e4bec6a70e1d200a6dce0502f30cbad717f11aa8dc33ef');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 102, 'provider_facts', 94, 'insert', '[]', '24f08e31ac26d61f63aff4b7388b28c38f9690acde5f100fff9b840d43f5f4d4');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 103, 'provider_facts', 95, 'insert', '[]', 'c2e5a1e64fc858cac1e995ddee06df203fe1a176180377664d8191456e426bb1');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 104, 'provider_facts', 96, 'insert', '[]', '45c2b2dec7f56cd76840be7a5e2dd373e1d12cfb7fbe8c023aa3965e3d3284cf');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 105, 'provider_facts', 97, 'insert', '[]', '6f4e0404469fa91039e7d1f7c7ad80239509bfb3327d2e47160d565e10b482b9');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 106, 'provider_facts', 98, 'insert', '[]', '60cf34e7c4ae93332c57c2d35736ded8ed188a5edf5b20551a6bbe332c98a969');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 107, 'provider_facts', 99, 'insert', '[]', 'b58ca04c5f3e82b5bde73f36b85b3eaa5174a4ef936800cac01e052b486fb61b');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 108, 'provider_facts', 100, 'insert', '[]', '9e567bc113485bfe5bfc76eb31ef5cd1a63c1017c4ed55f22a868dd735f93d24');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 109, 'provider_facts', 101, 'insert', '[]', '34ec01475c5f37f99462ebda716a5ade39bad7122eb3d8a2b4d10cc90011f38a');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 110, 'provider_facts', 102, 'insert', '[]', '1c4d3ac74385007276af279ae7b13d0af159c97dbed67b82e37248001ee03224');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 111, 'provider_facts', 103, 'insert', '[]', 'f33668b4d609f41ee3b73ac6c5a66969c29c5a59efbaffd8688101306d03bcfb');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 112, 'provider_facts', 104, 'insert', '[]', '8dc58e804208dbba0af00d1a49b9b41193d030f2299e066ba58aa41670fc9bdf');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 113, 'providers', 9, 'insert', '[]', '9be94564701c57bf7ef9d57f2db961942fd0cf541ffc1551790d6edece797bbe');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 114, 'provider_facts', 105, 'insert', '[]', '7e995903d3e6007b038fac307ef44444fea2d7c57639a365cc746179263dc1c5');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 115, 'provider_facts', 106, 'insert', '[]', '0f9f07ed7431caf43ba820c318afbc9ae9ca19a27ba5654b10a0e9a102db2d53');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 116, 'provider_facts', 107, 'insert', '[]', '16ed7f074d1e1ada67a81bb13e01601f3361cdf1fc24821d9cfcc2b4f40ce240');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 117, 'provider_facts', 108, 'insert', '[]', '6e4cfe1e1b6b8ff8df4df3e9c1e25639413120fcf2c5af7c4d9b87807f01aa3a');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 118, 'provider_facts', 109, 'insert', '[]', 'ed7ae25291f6fc10ea177c379d6cc1fc280d9c323a317905f065be39b3934de5');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 119, 'provider_facts', 110, 'insert', '[]', '59bc2a7fc6c35f5e2bfd5507e756853d5800c7466d5629f1042d7d6e663a13a2');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 120, 'provider_facts', 111, 'insert', '[]', '8dbb6c20920492744cb8f3156c1f4509a7bebb27f402afcbf16570ca38827c0a');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 121, 'provider_facts', 112, 'insert', '[]', 'fac9c5d10acc6ad3c922de69f540239c0044bf408dfa9e10621fac2a362fe5ef');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 122, 'provider_facts', 113, 'insert', '[]', '4e72aeb20e300a178a50e482f3a03162d86d40740a2eab32f7771d843f86baa0');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 123, 'provider_facts', 114, 'insert', '[]', 'cdda303704fd8ac6ac99979028a868cd4c29152291654f4033ef106fdf4cf0db');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 124, 'provider_facts', 115, 'insert', '[]', '48efa6409a2c49b1c98ccff0cd0eb0dc36bc94d701757781c40fe9505ae53717');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 125, 'provider_facts', 116, 'insert', '[]', 'f0426b457336cedce27d68bf29ad59cf5b1d0bc02b20d33facc5ac45fb4890e6');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (2, 126, 'provider_facts', 117, 'insert', '[]', '383328d77b7688bfb86650852727889add9c5e5a907765bceef1e3407dac2cce');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (3, 0, 'counters', 1, 'insert', '[]', '13ef30120fb9b70c34836cc25f411b34fe435853fe65abe7c528a211d8e2ccc6');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (3, 1, 'patients', 1, 'insert', '[]', '7aebc2570d59baedd1f54cc1a6ea7c4b791ce71899dd564ad33fdacdaaff995c');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (4, 0, 'representatives', 1, 'insert', '[]', '76f580b0ef01216bebc0d053ecd1c7545eb4e2525319d51f15cf11a0b4a8a358');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (5, 0, 'counters', 2, 'insert', '[]', '43b01474ccb8cf83bfc996c513f92803aa1f0c63a44788f708ce8517e793583e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (5, 1, 'consents', 1, 'insert', '[]', '67f051421f65e6759acf86d0581a06b5446a47c9253b145d474d3fc58549a36d');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (6, 0, 'counters', 2, 'update', '["last"]', 'd865501ae6a85d7fda5b5f7de5273eccf8a6989a54bba03e691f984414242b86');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (6, 1, 'consents', 2, 'insert', '[]', '2a42587c82309672ce0557d91d4e69206f4d1a686fb6578026edcb826be2374f');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (7, 0, 'counters', 2, 'update', '["last"]', 'e65ba4995fd3a16a4824a6efdc7656c89d2b7a32d1ee22ad72a700afe0b1b038');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (7, 1, 'consents', 3, 'insert', '[]', 'a2a7799d67edca38315e66afa6c548a46c3b2e69a3b050958540292894d69915');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (8, 0, 'episodes', 1, 'insert', '[]', '17ac95b7219acb181c75881ddac8ee50d2f63e3c66c44a6fb8d9c41507423c19');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (9, 0, 'duties', 1, 'insert', '[]', '5d68c7f5b24efe0e072348b0f64970eccefe293f322d0b112283c1c884d02344');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (10, 0, 'duties', 2, 'insert', '[]', '3b1f2c1feb6dadc7f0087ba031b503df1882da26a340645a4794ac42f9a7b5e9');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (11, 0, 'duties', 2, 'update', '["appeared_on"]', '03bab02818bb1d50fde9be970a28b466f82d8c58c452153c14473bcdb0fef911');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (12, 0, 'courses', 1, 'insert', '[]', '4765e755329b944af7eaccda78ae4243c261d6f25c3ff4bba525f7b94edacd0c');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (13, 0, 'patronages', 1, 'insert', '[]', '3b37348a5f2a508b20dc2ee80632bbb93db86fe05db58f53476fb8353227ccc5');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (14, 0, 'patronages', 2, 'insert', '[]', 'bbe7c4366eaf8a90d5633f4c2901dfa9201bca9d9ae2dddb6b3c512a8142d543');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (15, 0, 'counters', 1, 'update', '["last"]', '9affe1e9d094a25364fde32cad25c94ab2eec028eaa9edb4b1d81214f43a52e9');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (15, 1, 'patients', 2, 'insert', '[]', '6b21b9eb35df1586df8b87c74da688fd6e201667daf9209ef67e056c9c00af7e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (16, 0, 'counters', 1, 'update', '["last"]', 'ddd4e2fad84420981ac27f9fad626be2912397ffd9a1723ed4767fddbfbb87f5');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (16, 1, 'patients', 3, 'insert', '[]', '05ce57fe9452d3d6d9e7cd1fe21bd273b918ebbdb4aea4c9298e578aa65a0d99');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (17, 0, 'counters', 2, 'update', '["last"]', 'ece91fedcdebe8eb39d3b7cbf357812a2d7439faaed80a50df862f2ad4ee6c4f');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (17, 1, 'consents', 4, 'insert', '[]', '997bee7fb84aadfc4099f96a92e99a2d8dd02427e30de792036bd2ee4a57da71');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (18, 0, 'counters', 2, 'update', '["last"]', 'c0f6d1ebb002c0cb2555706b408dee054a9e4edac555a527ac7ad53a59f21ab6');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (18, 1, 'consents', 5, 'insert', '[]', '3bb88f069e16d92457a19299207b94da64bfc425f808f761d0581a48600e570f');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (19, 0, 'diagnoses', 1, 'insert', '[]', '9b689f1b621c65483e36f0ed3ad2e765581b371cb329d6e3a1005060b2939885');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (20, 0, 'applications', 1, 'insert', '[]', 'd54cda2c11228e6f92115e90e4a0deeb922d739b27448f3a0b1ce3c821efc7e9');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (20, 1, 'application_steps', 1, 'insert', '[]', '93f284bad02546e62d6db132b14547bcadfce89548ac99ed7c3ed1739dd9946d');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (21, 0, 'counters', 1, 'update', '["last"]', '6b6db6d7f7e3b6d3ffc2f0e5b57d419f2ce48fbe3639c41f47bd5a16001aa2a6');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (21, 1, 'patients', 4, 'insert', '[]', 'a67abf4b5f42f5efecc354679b452c2cede4d977cc372db99d3aa469703819c1');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (22, 0, 'counters', 2, 'update', '["last"]', 'abe531222790f72e7c766949c07b4ae9371c01d7cafca3b82e2680b825c36f7f');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (22, 1, 'consents', 6, 'insert', '[]', '83342142081e399f9523d18547930355b49c2d3c7ff003e41f306fcab6b2ea02');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (23, 0, 'counters', 2, 'update', '["last"]', 'c7287f79313bbbc9c2d9632061854f0c4005d9a444253ed129a48d0da8332268');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (23, 1, 'consents', 7, 'insert', '[]', '3fdcffdf72ca95cadd4965afd14c47bc0a270e5039ea1e50d2c8c7bd441e89dc');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (24, 0, 'diagnoses', 2, 'insert', '[]', '73cbd9903aa7664e88cb82141acb017c15386a16844b4dd118196c0d6f1e8126');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (25, 0, 'applications', 2, 'insert', '[]', '2f013d180b2b5aabef3482dc8c276121610043b207b0a1cbcd53a2de3cf84146');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (25, 1, 'application_steps', 2, 'insert', '[]', '33ef40c119120942f5de5eb66eec3b2c41f30e542577249a25b175879d392db2');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (26, 0, 'applications', 2, 'update', '["number", "status", "submitted_on"]', '17f55ae778ee4b8ebda39324d36f5b630d4919daeea1f8dd5d4a8fa853b76deb');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (26, 1, 'counters', 3, 'insert', '[]', '54c16873a6ff855aa543ad6b3ed7c5ad48ab8efa8d3e065470883cff9a5d8e70');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (26, 2, 'application_steps', 3, 'insert', '[]', '1d100b23baec2d6c2e0ff9dc55979edef77e3e5e065107eb54b54e2b2a2da541');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (27, 0, 'counters', 1, 'update', '["last"]', '2f651a76dfebbd9efa533dd902aee3b33a8ddd5563b3e98f65902ed80290c0fe');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (27, 1, 'patients', 5, 'insert', '[]', '4bc4a9634ac278f0abb043a3021810bffaa23dd7c97960a5dd8eb1fd41859239');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (28, 0, 'counters', 2, 'update', '["last"]', '34a3ba9299db948e514428e3ab38b1e6769d2a95944ff26c2f90730e0d5bfb26');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (28, 1, 'consents', 8, 'insert', '[]', 'a111f25b2792294c48d427d57064fd0157cd43c8ab4a5e029f661aacb7069353');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (29, 0, 'counters', 2, 'update', '["last"]', '7c2ce28c3d4dfc71cf0bdc81da29b8103a3a3bbcd559ca4f892ffe06ac5f3ea1');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (29, 1, 'consents', 9, 'insert', '[]', '3dcb725d99c454c166b9b8ab76a87e6f3e29908ed1cb16d0c24123208079c559');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (30, 0, 'diagnoses', 3, 'insert', '[]', '0a4ea49abfb37182af21840c6f776fafddb208bf1a6d5c69a98c67adadcf44df');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (31, 0, 'applications', 3, 'insert', '[]', 'bc542b3750205f659f85aa446e66e09cb38c84b1584465684884c1c669701e5a');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (31, 1, 'application_steps', 4, 'insert', '[]', '081ca5a0741b39cd85866d608db20fa4f01bb52f97b8e4ddc2198b21484b2904');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (32, 0, 'applications', 3, 'update', '["number", "status", "submitted_on"]', '396d551e771b42b6304fbd7a6b4668b4cda257739e3d646eb8a4899f24f70d9b');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (32, 1, 'counters', 3, 'update', '["last"]', 'd61fd5a8217f5d065f35295783033fdad564f8786be2b67f9b38f21b508b7915');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (32, 2, 'application_steps', 5, 'insert', '[]', 'b8c7c29a4dfef7001de87768e9d69195bbbe41431cf6419b76c180c2cc38da51');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (33, 0, 'applications', 3, 'update', '["sent_on", "status"]', '7285d1b59b8fc83d77f6092a69ddd6c442e8d969baf01e5738d26a6bb12501ce');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (33, 1, 'application_steps', 6, 'insert', '[]', '8a17acb9e06894cb695578f0b18eb130f239196f4854b6f75aa3a5bfad9ef367');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (34, 0, 'counters', 1, 'update', '["last"]', '931d200953cfabb663887e3dbcdc5c4bb8d2ad3ebb36018ac18cfeeb72497137');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (34, 1, 'patients', 6, 'insert', '[]', '50ba6b4b06618a5f6ffb55b99546abb8c4757b65e1aca02ac4fa281512f761ca');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (35, 0, 'counters', 2, 'update', '["last"]', 'a19ce99efa55a4cf1ff36c8f26bf12c57bb161833a0334d95663a1ea0a11d8eb');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (35, 1, 'consents', 10, 'insert', '[]', '87beefb44b44e42177e3fa5722196ffc44a62cef82a15195b941dca0484e2900');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (36, 0, 'counters', 2, 'update', '["last"]', '5f2636fae0d931792b73d2a759b41a81846d3e9cc274594dfe0e6aaa9db77852');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (36, 1, 'consents', 11, 'insert', '[]', '1ef920e3dad8b64c79296ffa890f5d8c0db79f7dae48ed511fb8c23d5acdce0e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (37, 0, 'diagnoses', 4, 'insert', '[]', '3135fd7901129cef2d7fbcf374cdfe2f51edfda7575f9b31384d02b35b951dff');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (38, 0, 'applications', 4, 'insert', '[]', '61e4b5d66b64f9f672afc0cecfe1501b92a5c09449a6a970c4713487bb9e2fd6');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (38, 1, 'application_steps', 7, 'insert', '[]', '80f7b1c7800f687f1849a61316c223f5b790428b89321a5e6685244fe9f67d82');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (39, 0, 'applications', 4, 'update', '["number", "status", "submitted_on"]', '999545c7ac33f954d6dd8ae5c1ab0cbf97bf64140a7c8e0ea0034ad0723fd197');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (39, 1, 'counters', 3, 'update', '["last"]', '25e66ddd83c50d773a346806a5f7999adcaef8ee909c7b728c0e294d74958be8');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (39, 2, 'application_steps', 8, 'insert', '[]', '7b1b47dafd86af84dd328f9a68d182f14f4404c7279b539fe8c8f68104e98ae2');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (40, 0, 'applications', 4, 'update', '["sent_on", "status"]', 'b1988ddc64f858d022aa934a101302598803647295781369e4b30b77c612d281');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (40, 1, 'application_steps', 9, 'insert', '[]', 'b8fd7af28d00aad5741d094010e44d7d6c6d72b467c58ae0d8e81fa0b3837936');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (41, 0, 'counters', 1, 'update', '["last"]', '4a2f7cd348cbc592262a76b5414d2b21140bcea375b5442d9c19a85cf8ed2c8e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (41, 1, 'patients', 7, 'insert', '[]', 'cb9282adbfe56df07db20d4a2a2ec3696fb075c91fbd38feaef47c24f7d0b6a5');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (42, 0, 'counters', 2, 'update', '["last"]', 'f6d327e269920f265f1115400aa33bc2859ecee4f810e5c8ada6580a5d7b32c8');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (42, 1, 'consents', 12, 'insert', '[]', '793f37314db9e5cf4263a0402b2ce3158debc9becc2329b9bdab1f5bd838694e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (43, 0, 'counters', 2, 'update', '["last"]', 'b3592c7afd43846b443e46a409169373f7fea7285249b089a515b8c247fad70b');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (43, 1, 'consents', 13, 'insert', '[]', '31d0d7029136625c28473ddb60ac820b2c6adbbe793110132528842fe970fc53');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (44, 0, 'diagnoses', 5, 'insert', '[]', '2751402948afd6e90125d9b4f9bb70309c0476f35de4d8cbce86e66b175fcaa9');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (45, 0, 'applications', 5, 'insert', '[]', '14f3382cdf19a94eac977ade6ab0d6ee903fdd1c42066520ca82a507fdd257e5');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (45, 1, 'application_steps', 10, 'insert', '[]', '051363440819f59f8981b400b938a25c4344607b363fe2ef186c381832c7e58a');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (46, 0, 'applications', 5, 'update', '["number", "status", "submitted_on"]', 'e31a6ea6ad9871d5ad733de51ccbdb7c0c4b5f67515497ee72969f0987377bdd');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (46, 1, 'counters', 3, 'update', '["last"]', 'fd40bfa0c846eec7e5e62ceb6e46e41a1e9747a40c89f2b73c8dadb396b451ff');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (46, 2, 'application_steps', 11, 'insert', '[]', '547abd7c1c4953ca7affceacb99c7ada85bc2d4eee016c4368c5f48e9294ff4d');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (47, 0, 'applications', 5, 'update', '["sent_on", "status"]', 'b8858613427576dfc5d440d69e8e418b25370512e472f604ae465dd267facf0b');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (47, 1, 'application_steps', 12, 'insert', '[]', '8e462dd014e01ef04aa2ca60a42a0abcaf0f7dd47c19e074202d83e5fc61dec7');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (48, 0, 'applications', 5, 'update', '["registered_on", "status"]', '02a87ef10e30f66ce5dad9aaf512e2699704e39c88948fb3dbb004ec6d693243');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (48, 1, 'application_steps', 13, 'insert', '[]', 'b0f2d906c9e1d91ffc0b9357bfe05a09ebc7be3fc7700b4e8e7deeffc3a4671a');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (49, 0, 'counters', 1, 'update', '["last"]', '4adee391be5701d6c98aa6fe07e8dbee600f3f8b13c8b77d5437cc5f7094b69a');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (49, 1, 'patients', 8, 'insert', '[]', 'd0809d1e06a377aa68921db04e5008939456b5e0eafbb75b8e19ddddc7d4428a');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (50, 0, 'counters', 2, 'update', '["last"]', 'e1e4594fdf815d27e3b06d3d4ec1defbcce4379f3fa815d583f1578b04e0b8eb');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (50, 1, 'consents', 14, 'insert', '[]', '9fa52a66a83b8af262a387e1394a2fbc60f53b6df7c4448f5237c87f0ed42df0');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (51, 0, 'counters', 2, 'update', '["last"]', 'bce41f48419997556d6213c59b4dfec017b642f00681e995d889c4a506e7d1a8');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (51, 1, 'consents', 15, 'insert', '[]', '2803eabc778285743ee70320a6f60d55988ef6909ad2e003410940dc7f15f2d5');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (52, 0, 'diagnoses', 6, 'insert', '[]', '228a2744044876e3d78b103d5e189e5bc488058c4bc66d6e77e962eb4c989053');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (53, 0, 'applications', 6, 'insert', '[]', 'af0bf5ef670f24abf9da8003909bc6789c46265acad3be583ecb58521f0c1625');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (53, 1, 'application_steps', 14, 'insert', '[]', '73b889ebc1bb4b59f92c2cec77f61fcf58682c884c9b07a05cd6eacde61fba72');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (54, 0, 'applications', 6, 'update', '["number", "status", "submitted_on"]', 'b99db1f7723c0c4b19fa2682d773c3b3607a8a603c34ef259ea9a74e0a0dbef4');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (54, 1, 'counters', 3, 'update', '["last"]', '6273739253af2e68047d7b323ac568e8945395df0ed60464649e68d3d686590b');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (54, 2, 'application_steps', 15, 'insert', '[]', '411b0aadc91bb2609c79e842721a4e4689808b6ab705571956cdcaacd40878a3');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (55, 0, 'applications', 6, 'update', '["sent_on", "status"]', 'd018f2065999616e6c3ef58fab5409ad51f36b0c4a062e4b093b0e3d170cb674');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (55, 1, 'application_steps', 16, 'insert', '[]', '738e2c1b6112cf9b258cf76a6fadc05d57bf1b4ecf51e1df0fd181eb6adaf8c7');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (56, 0, 'counters', 1, 'update', '["last"]', 'f17cab6b261e8c0af8f2e1f6892180ad8c84c8ca646fe1cc70d048bac51bd9e1');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (56, 1, 'patients', 9, 'insert', '[]', '6cbe82034b52f878976fab3cd253d9887232861deafad26944c8e4d9e1a17e08');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (57, 0, 'counters', 2, 'update', '["last"]', 'bb61d7534ea6499886a02c6fb72dbe3775069b7ff92f1aa5d37679c2dfb7c89c');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (57, 1, 'consents', 16, 'insert', '[]', 'b5c11dd6737848fc56beef848a0e0d65d6f9eed27e6f0d2ada120c6182f5089f');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (58, 0, 'counters', 2, 'update', '["last"]', 'a5e9a546fedaf3a7a44d2f6ba2bb231bd5d7cd4b5d25929b9be8e3df7b2f2123');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (58, 1, 'consents', 17, 'insert', '[]', 'ad8f801c0f9f0dbb7f6fa2ea77ce9f5f44208540556b5c4022d4b4597786437a');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (59, 0, 'diagnoses', 7, 'insert', '[]', '134e1d8307048627d6598d5c7ce55202428b0a46523b62ee92bc3c2fdbaf43f3');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (60, 0, 'applications', 7, 'insert', '[]', '4fe435fe0824c4fe64be656a997e17fa5af42d6868188c476762a0f501302745');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (60, 1, 'application_steps', 17, 'insert', '[]', 'cbc57b84b7e647eba20c35d48a1b23a95f40af6085662e4300817ab393e57dbf');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (61, 0, 'applications', 7, 'update', '["number", "status", "submitted_on"]', '8aa6f724c7f89d71bbbaef270241e4ae87c3c717abe18ca55cac26d8230e03cf');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (61, 1, 'counters', 3, 'update', '["last"]', '96cee758a10b336f83926f60db7ade87cc6d4ffc087b25c52f26c861867d684a');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (61, 2, 'application_steps', 18, 'insert', '[]', 'ccd46b3db5a7c4c0f69a37c328f85ffee517807eca4a67718553b05601b2b0da');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (62, 0, 'applications', 7, 'update', '["sent_on", "status"]', '69766e445ddd3aaac075469bd2c1b0f6ea2a557facf71b0a9ad8e7ea84b0374b');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (62, 1, 'application_steps', 19, 'insert', '[]', 'ab9024bbc19df604415cd225ea6997aadbdd7461549ffad00460df0925ec5268');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (63, 0, 'applications', 7, 'update', '["decided_on", "status"]', 'f9262f2e2dd39703bf419eee76979cb5ec55f88aeed327eebcb33ab614e819e0');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (63, 1, 'application_steps', 20, 'insert', '[]', '8cc88e39ec3bcf160cc3489d60369d480ff662274b38cda59df78894395fbc7d');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (64, 0, 'form_editions', 1, 'insert', '[]', 'd8178a5ab16067793066f105bb15c394534d2875e3d25b6db4407151552806cd');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (64, 1, 'documents', 1, 'insert', '[]', '87e4c181df1a4ef700c5ed3cb386d384935875f00cd7d1f170e5e485bc9beebd');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (65, 0, 'form_editions', 2, 'insert', '[]', 'e99db7211245255c64d912dff0618816a4fecfc37293644882897600d78332bc');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (65, 1, 'documents', 2, 'insert', '[]', '44144fc1ba36b21db1c3fe612c053bc2113e01297d3a292aa5a824db797fffea');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (66, 0, 'form_editions', 3, 'insert', '[]', '07d2dfa85b7da6f1c6949fb7c94be7ab8b6dd1a8374df169611b55871afb06d7');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (66, 1, 'documents', 3, 'insert', '[]', 'aa1050668d221d3c2ecfd3024c9cdc230f293f809f019c60021c1814359680bc');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (67, 0, 'form_editions', 4, 'insert', '[]', 'ebbc0ff905df0886ab5cb6ba1b301df39d64a3b88b65b56fbe9063c8784db7d1');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (67, 1, 'documents', 4, 'insert', '[]', '72178351b4bcf8a17c48a3ed9738935c39518528a088eea8f70b02b50ca9a8ec');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (68, 0, 'form_editions', 5, 'insert', '[]', 'b0b5dad391c96a5520ecd33110173e66c27df42e683430f2e5c20493e855c8b3');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (68, 1, 'documents', 5, 'insert', '[]', '860519ef05a01d782ac69835514d9bf9fd60b8797633ae07a0497ba9f83820d7');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (70, 0, 'counters', 1, 'update', '["last"]', '9043c10639694e5f55bef23c7a52051c8debfc6017b6d3daeb78438ced2daafe');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (70, 1, 'patients', 10, 'insert', '[]', '8b19e84e07559e69546e2aeda0a2e3ef2c4af298f9ae71ef38781cf79e5ad3b7');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (71, 0, 'counters', 2, 'update', '["last"]', '347b49c84ff5a4e60b40144d4eeeb29efbd500a8d9dd40e769be90077d21a170');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (71, 1, 'consents', 18, 'insert', '[]', '617dd130a3e6ce36cfb085f8a78f267875870b56c6a42c493eec28088e1e1862');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (72, 0, 'counters', 2, 'update', '["last"]', 'd24000ddc189341c704aa259c83f706a9fae79ed44956670578d157cd551ac63');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (72, 1, 'consents', 19, 'insert', '[]', 'fc4df7d09b3094dade338e0917444027940b4ca01f39c40fcbca1efe0592cc8a');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (73, 0, 'diagnoses', 8, 'insert', '[]', '289fc89b5e20b6ef5762d9c89461b0ca0dbd811165703c9edd9fa197c36062e9');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (74, 0, 'applications', 8, 'insert', '[]', '9f1c18137f20a801a651b6c5b73c6bdc4e5260d20b4723d206ba892820000946');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (74, 1, 'application_steps', 21, 'insert', '[]', '45f5eb85af2126611ee95f2df5814a216babe88d37da91eb0824a6275f765dac');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (75, 0, 'applications', 8, 'update', '["number", "status", "submitted_on"]', 'e9899f509b34b2ddf34ad9097e12b1c76f27e1a27fec825afffae17baa926861');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (75, 1, 'counters', 3, 'update', '["last"]', 'a81a162e928586a42160a7633963e8a84e5e3dd2a47ef9a5488b032c61e2ac85');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (75, 2, 'application_steps', 22, 'insert', '[]', 'd4feba5f39623a8147d61c25fec9e9206b8861eead686b315a8d0c17f5ccb4dd');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (76, 0, 'applications', 8, 'update', '["sent_on", "status"]', 'b4c01fc8334faec216fd6df49cabb0b0165832b461d62c8a45a64f7d348d33db');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (76, 1, 'application_steps', 23, 'insert', '[]', '22fdf797148e8c9903d375253bb6fa66e915263ae260ec7dad0f6edd99034265');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (77, 0, 'applications', 8, 'update', '["decided_on", "status"]', '3b2c2760868af52640fc2a19f60f19250dbd872e4d3be7c9fc8a7a175f0c842c');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (77, 1, 'application_steps', 24, 'insert', '[]', '9831f19a1816d41039f3cacdc40b019d8d68729019c992ecc77de146ca2bdaa7');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (78, 0, 'certificates', 1, 'insert', '[]', 'f62c0f27fa19fb0a33f18b9063fb120726974796700cd4d6621891bf965ca198');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (79, 0, 'counters', 1, 'update', '["last"]', 'd3299edaac65fefba31a07b5d29cf259baf0d89c31b4b85d56417229f72cd65d');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (79, 1, 'patients', 11, 'insert', '[]', '390af04c36ff52e18c1852743cac17d1dd0ceb05a7deeb7de12b0af6964d1f08');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (80, 0, 'counters', 2, 'update', '["last"]', 'dc9d1ef4a4034fce652370d1cd2931bbeb7891613a53eaea2b416f50be5e6563');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (80, 1, 'consents', 20, 'insert', '[]', 'b03ba61729822e73460b500d1867fed36f9a0a64ef9ce49866bc77d994864a93');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (81, 0, 'counters', 2, 'update', '["last"]', 'e1f09dddab42ca6a5d7fa543d9166ea0574aa8e2d83b15f0a757bbed075af483');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (81, 1, 'consents', 21, 'insert', '[]', '3e9bbbb57a36fff2851bbf15183149c2fcee2d39dd95c5851aba2c923daa5aa7');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (82, 0, 'diagnoses', 9, 'insert', '[]', '2fb9dfbf511273040b6db62ae767da21d4d8dc98cd663dd6cf15ff0ba67d7c9b');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (83, 0, 'applications', 9, 'insert', '[]', '7c0f16460bb2f5d62f6c0871f0081b7e966ecde8830a2e14bf930a67d87970aa');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (83, 1, 'application_steps', 25, 'insert', '[]', 'a5b622e12163382ecd60a997da45a499ef7da72066da7fba23467cf2b95f2b68');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (84, 0, 'applications', 9, 'update', '["number", "status", "submitted_on"]', 'ffc273f45d3d8907c6a67815dc77544bf10dbd013b9b8dc716307da86b4ed6c9');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (84, 1, 'counters', 3, 'update', '["last"]', '1c785ea480284e8389cb1a0a8ac7e495df728b57956bd863138c86fb3f20204d');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (84, 2, 'application_steps', 26, 'insert', '[]', '332e046cdba867eb8a8b2b63867651dcfe5355ecd03728bf19e148aa94cf260e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (85, 0, 'applications', 9, 'update', '["sent_on", "status"]', '248adb8f549ba143ab7af9f99beeb2ef965dab35bde7623971dfa91a930edb9b');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (85, 1, 'application_steps', 27, 'insert', '[]', '72351771cb731fec2d234a400cc57423c8787a12b5dd85244df65725103b9c84');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (86, 0, 'applications', 9, 'update', '["decided_on", "status"]', '52fd33ede49c264564f9655173e8c0c968ae106ed045e09966aa1a4143c02d7a');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (86, 1, 'application_steps', 28, 'insert', '[]', 'a337462fcdf52c8ba51192995ff5d8185069e92b0d7972305225a5cd6de7572a');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (87, 0, 'certificates', 2, 'insert', '[]', '91b7ba755bf4b5760ac81682a30c099fa9113c6db95a25dec5bdfad45d3739b9');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (88, 0, 'counters', 1, 'update', '["last"]', 'a7b5201d4f18e4f3b2affaae2a5f141fbe7be3f40f951dc65833d9752ba5fb6c');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (88, 1, 'patients', 12, 'insert', '[]', 'e35af8fcacc4481e635e17116ac9ccf1809c6e5d58fd6b1450d00279dea552b0');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (89, 0, 'counters', 2, 'update', '["last"]', 'bdde21a4c417ee1e98b4592c6eee835d739e9aa19392a5b8d1ac4ca08f00e7a6');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (89, 1, 'consents', 22, 'insert', '[]', 'f56635c1c851eabb72732eb9f7664cc2fb6f4e4b1d1e2d58655bfa807e2dbb6c');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (90, 0, 'counters', 2, 'update', '["last"]', '6c332a17c2cb1c9e1529153f224e8381e8dc0a34e572d8fca33ff21c405609d1');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (90, 1, 'consents', 23, 'insert', '[]', 'b23f34b9fa8beeb8caac9e3d4f0fbf7d316a115046617d3a2649b92125bb92c5');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (91, 0, 'diagnoses', 10, 'insert', '[]', 'd1150cc1a234a5f199a2aee13580bc537d80279668e6923cc1dae3922ab2ac90');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (92, 0, 'applications', 10, 'insert', '[]', 'eb5f9d47fe985c00fbbf24854e5b7911fffdc3df312050fdbd0111946ba1a876');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (92, 1, 'application_steps', 29, 'insert', '[]', 'cdec3656220c49495536a4998611cd6dced1896bbf1e73c9c4f9c2a11d223216');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (93, 0, 'applications', 10, 'update', '["number", "status", "submitted_on"]', 'ef2c7886adf5ae591d1cbffa587f93eddbb9627e48961ddc27a97e747f063caa');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (93, 1, 'counters', 3, 'update', '["last"]', '4136dcb1f2e6de480b11178e90102ef264dbdf147048adf78cf93310a1ef83a8');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (93, 2, 'application_steps', 30, 'insert', '[]', '0a195dc5dd9ab8110084ebeec25b666a0afe19fc63ac9f04efc4a561c22e07c3');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (94, 0, 'applications', 10, 'update', '["sent_on", "status"]', '065a3a33cbf24b77480ffae41a018289179fab22f3ecdb04c4d9f9cd6101c9fa');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (94, 1, 'application_steps', 31, 'insert', '[]', 'a0b6bb746ccabb05fb27a760374acdb0c8c842218855a9eff69555713dccd9e1');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (95, 0, 'applications', 10, 'update', '["decided_on", "status"]', 'cbeb86c9674248607ea064c5fe230622e15152e1707d862601727145dc2f680e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (95, 1, 'application_steps', 32, 'insert', '[]', '025bf56b47eada109910660fb6c905b8d3efbff209e8d1cae854c1f349e68115');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (96, 0, 'certificates', 3, 'insert', '[]', '2dfe226967e287ada935a66dc592ca70ea2f75a4387641ca3ea3653c9697ce7f');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (97, 0, 'counters', 1, 'update', '["last"]', 'e9addb27860d62ddb0f4eb6e9d83910fb9072cd0f7c93e198e533b31e14fd117');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (97, 1, 'patients', 13, 'insert', '[]', '02866828dcea03db31f779196374f7d1b8711656451ebde842a8dba58c1aada0');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (98, 0, 'counters', 2, 'update', '["last"]', 'a84704ddd62f483be7ecbd94896537fa1d6a8b8d63f627f600435e87473de602');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (98, 1, 'consents', 24, 'insert', '[]', 'a42aa8c47d94db8cbfd4427f0e37dff9060a8e52831c067929a546ef783c1bde');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (99, 0, 'counters', 2, 'update', '["last"]', '4b4434bec97a8aa64df7630d0084abc5e1339f68619099a73fa639d2ab5cf8e6');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (99, 1, 'consents', 25, 'insert', '[]', '6910a81209e2e273bc13d31265281e5da01cbd74ccead00d619a68169e18b36e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (100, 0, 'diagnoses', 11, 'insert', '[]', '00767c9d6cf5f11e8f0b6e70f011e6303d8f39b0897f26239b2594fbc2c83c81');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (101, 0, 'applications', 11, 'insert', '[]', '51102e20778c6a6fe4ecc59304bcacd1c8f262fd6a4f2030f246e482890063ed');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (101, 1, 'application_steps', 33, 'insert', '[]', '4e507ff56ab09ccbfb2cbb530ab1905625ba2bf0638173747cc31affb553201e');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (102, 0, 'applications', 11, 'update', '["number", "status", "submitted_on"]', '29f9d6ccae929db83bc5e4bf404bbcdc259e5a611d7ecae1a2fa696b8d62d266');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (102, 1, 'counters', 3, 'update', '["last"]', 'b64d592b468aa43ec80665509bac79335f04497fecac1afd7d9aa87dbb110cdb');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (102, 2, 'application_steps', 34, 'insert', '[]', 'c1fa370845df56aa9c045bd06d0f9b35e65c1fc0331a7e43c58a4993b409b6fc');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (103, 0, 'applications', 11, 'update', '["sent_on", "status"]', 'd6b593a6f79b311aff5ba85f19c4e8c4504d52435c459f06c1c243bb935b4f18');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (103, 1, 'application_steps', 35, 'insert', '[]', '21789a07ee9103c0887107ad9261b03be3e617039c084dc2f8df17706496bf2b');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (104, 0, 'applications', 11, 'update', '["decided_on", "status"]', '9af7b0d2739ab1babcb63e355984066359a5ec0d328e9be5bc01bb7917af3a44');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (104, 1, 'application_steps', 36, 'insert', '[]', '7926aa41ff7a9d4e08ad9ec68c67e9e1f17d5198d438e51cd9c38b1556bf36f4');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (105, 0, 'certificates', 4, 'insert', '[]', '39f7cd235e526b18d293872eacdc4d5972660f49eb99bae4d8814d354a566af3');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (106, 0, 'courses', 2, 'insert', '[]', '8757e4e85c64d94848af786fba5209f3fe33c9434ecbe26a1fa9ce95c2faac19');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (106, 1, 'certificates', 4, 'update', '["accepted_on", "status"]', '2c4e4843350e4f8e1e868db20719db529b8dcdbaee13ab08b93f95b195affd86');
INSERT INTO audit_touches ("seq", "position", "kind", "record_id", "change", "fields", "row_hash") VALUES (107, 0, 'staff', 2, 'insert', '[]', '37130b870ad822524baf72aa1bdffc2db9b754a2f9909b1b71747411595754c1');
INSERT INTO certificates ("id", "patient_id", "application_id", "provider_id", "status", "number", "issued_on", "valid_until", "days", "amount", "accepted_on", "ended_why") VALUES (1, 10, 8, NULL, 'issued', 'certificate', '2026-03-16', NULL, 180, NULL, NULL, '');
INSERT INTO certificates ("id", "patient_id", "application_id", "provider_id", "status", "number", "issued_on", "valid_until", "days", "amount", "accepted_on", "ended_why") VALUES (2, 11, 9, NULL, 'issued', 'lost certificate', '2026-03-16', NULL, 180, NULL, NULL, '');
INSERT INTO certificates ("id", "patient_id", "application_id", "provider_id", "status", "number", "issued_on", "valid_until", "days", "amount", "accepted_on", "ended_why") VALUES (3, 12, 10, NULL, 'issued', 'late certificate', '2026-03-16', '2026-03-16', 180, NULL, NULL, '');
INSERT INTO certificates ("id", "patient_id", "application_id", "provider_id", "status", "number", "issued_on", "valid_until", "days", "amount", "accepted_on", "ended_why") VALUES (4, 13, 11, NULL, 'active', 'certificate in use', '2026-03-16', NULL, 180, NULL, '2026-03-16', '');
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (1, 1, NULL, 'С-2026-0001', 'care', '', '', '', '2026-03-16', NULL, '[]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (2, 1, NULL, 'С-2026-0002', 'personal_data', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '[]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (3, 1, NULL, 'С-2026-0003', 'secrecy', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '["observation", "diagnosis", "treatment"]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (4, 3, NULL, 'С-2026-0004', 'personal_data', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '[]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (5, 3, NULL, 'С-2026-0005', 'secrecy', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '["observation", "diagnosis", "treatment"]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (6, 4, NULL, 'С-2026-0006', 'personal_data', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '[]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (7, 4, NULL, 'С-2026-0007', 'secrecy', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '["observation", "diagnosis", "treatment"]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (8, 5, NULL, 'С-2026-0008', 'personal_data', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '[]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (9, 5, NULL, 'С-2026-0009', 'secrecy', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '["observation", "diagnosis", "treatment"]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (10, 6, NULL, 'С-2026-0010', 'personal_data', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '[]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (11, 6, NULL, 'С-2026-0011', 'secrecy', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '["observation", "diagnosis", "treatment"]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (12, 7, NULL, 'С-2026-0012', 'personal_data', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '[]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (13, 7, NULL, 'С-2026-0013', 'secrecy', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '["observation", "diagnosis", "treatment"]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (14, 8, NULL, 'С-2026-0014', 'personal_data', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '[]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (15, 8, NULL, 'С-2026-0015', 'secrecy', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '["observation", "diagnosis", "treatment"]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (16, 9, NULL, 'С-2026-0016', 'personal_data', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '[]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (17, 9, NULL, 'С-2026-0017', 'secrecy', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '["observation", "diagnosis", "treatment"]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (18, 10, NULL, 'С-2026-0018', 'personal_data', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '[]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (19, 10, NULL, 'С-2026-0019', 'secrecy', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '["observation", "diagnosis", "treatment"]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (20, 11, NULL, 'С-2026-0020', 'personal_data', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '[]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (21, 11, NULL, 'С-2026-0021', 'secrecy', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '["observation", "diagnosis", "treatment"]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (22, 12, NULL, 'С-2026-0022', 'personal_data', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '[]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (23, 12, NULL, 'С-2026-0023', 'secrecy', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '["observation", "diagnosis", "treatment"]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (24, 13, NULL, 'С-2026-0024', 'personal_data', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '[]', NULL, '', 1);
INSERT INTO consents ("id", "patient_id", "representative_id", "number", "kind", "recipient", "recipient_address", "purpose", "given_on", "valid_until", "scope", "withdrawn_on", "withdrawal", "taken_by") VALUES (25, 13, NULL, 'С-2026-0025', 'secrecy', 'учебный уполномоченный орган (вымышленный)', '', 'выдача сертификата', '2026-03-16', NULL, '["observation", "diagnosis", "treatment"]', NULL, '', 1);
INSERT INTO counters ("id", "kind", "year", "last") VALUES (1, 'card', 0, 13);
INSERT INTO counters ("id", "kind", "year", "last") VALUES (2, 'consent', 2026, 25);
INSERT INTO counters ("id", "kind", "year", "last") VALUES (3, 'application', 2026, 10);
INSERT INTO courses ("id", "patient_id", "certificate_id", "provider_id", "kind", "place", "started_on", "complex", "ended_on", "outcome") VALUES (1, 1, NULL, NULL, 'medical', '', '2026-03-16', 0, NULL, NULL);
INSERT INTO courses ("id", "patient_id", "certificate_id", "provider_id", "kind", "place", "started_on", "complex", "ended_on", "outcome") VALUES (2, 13, 4, NULL, 'social', '', '2026-03-16', 0, NULL, NULL);
INSERT INTO diagnoses ("id", "patient_id", "substance", "state", "current", "stage", "letter", "clarified", "made_on", "first_in_life", "replaced_on") VALUES (1, 3, 'F11', '2', '4', '2', 'Н', '', '2026-02-06', 0, NULL);
INSERT INTO diagnoses ("id", "patient_id", "substance", "state", "current", "stage", "letter", "clarified", "made_on", "first_in_life", "replaced_on") VALUES (2, 4, 'F11', '2', '4', '2', 'Н', '', '2026-02-06', 0, NULL);
INSERT INTO diagnoses ("id", "patient_id", "substance", "state", "current", "stage", "letter", "clarified", "made_on", "first_in_life", "replaced_on") VALUES (3, 5, 'F11', '2', '4', '2', 'Н', '', '2026-02-06', 0, NULL);
INSERT INTO diagnoses ("id", "patient_id", "substance", "state", "current", "stage", "letter", "clarified", "made_on", "first_in_life", "replaced_on") VALUES (4, 6, 'F11', '2', '4', '2', 'Н', '', '2026-02-06', 0, NULL);
INSERT INTO diagnoses ("id", "patient_id", "substance", "state", "current", "stage", "letter", "clarified", "made_on", "first_in_life", "replaced_on") VALUES (5, 7, 'F11', '2', '4', '2', 'Н', '', '2026-02-06', 0, NULL);
INSERT INTO diagnoses ("id", "patient_id", "substance", "state", "current", "stage", "letter", "clarified", "made_on", "first_in_life", "replaced_on") VALUES (6, 8, 'F11', '2', '4', '2', 'Н', '', '2026-02-06', 0, NULL);
INSERT INTO diagnoses ("id", "patient_id", "substance", "state", "current", "stage", "letter", "clarified", "made_on", "first_in_life", "replaced_on") VALUES (7, 9, 'F11', '2', '4', '2', 'Н', '', '2026-02-06', 0, NULL);
INSERT INTO diagnoses ("id", "patient_id", "substance", "state", "current", "stage", "letter", "clarified", "made_on", "first_in_life", "replaced_on") VALUES (8, 10, 'F11', '2', '4', '2', 'Н', '', '2026-02-06', 0, NULL);
INSERT INTO diagnoses ("id", "patient_id", "substance", "state", "current", "stage", "letter", "clarified", "made_on", "first_in_life", "replaced_on") VALUES (9, 11, 'F11', '2', '4', '2', 'Н', '', '2026-02-06', 0, NULL);
INSERT INTO diagnoses ("id", "patient_id", "substance", "state", "current", "stage", "letter", "clarified", "made_on", "first_in_life", "replaced_on") VALUES (10, 12, 'F11', '2', '4', '2', 'Н', '', '2026-02-06', 0, NULL);
INSERT INTO diagnoses ("id", "patient_id", "substance", "state", "current", "stage", "letter", "clarified", "made_on", "first_in_life", "replaced_on") VALUES (11, 13, 'F11', '2', '4', '2', 'Н', '', '2026-02-06', 0, NULL);
INSERT INTO documents ("id", "public_id", "edition_id", "form", "title", "patient_id", "application_id", "consent_id", "made_on", "made_by", "contents", "seal", "anchor") VALUES (1, '7296BBB23ECB', 1, 'zayavka', 'Заявка в уполномоченный орган', 7, 5, NULL, '2026-03-16', 1, '{"office": {"name": "\u0413\u043e\u0441\u0443\u0434\u0430\u0440\u0441\u0442\u0432\u0435\u043d\u043d\u043e\u0435 \u0431\u044e\u0434\u0436\u0435\u0442\u043d\u043e\u0435 \u0443\u0447\u0440\u0435\u0436\u0434\u0435\u043d\u0438\u0435 \u0437\u0434\u0440\u0430\u0432\u043e\u043e\u0445\u0440\u0430\u043d\u0435\u043d\u0438\u044f \u00ab\u0417\u0430\u0440\u0435\u0447\u043d\u0430\u044f \u0446\u0435\u043d\u0442\u0440\u0430\u043b\u044c\u043d\u0430\u044f \u0440\u0430\u0439\u043e\u043d\u043d\u0430\u044f \u0431\u043e\u043b\u044c\u043d\u0438\u0446\u0430\u00bb", "short_name": "\u0413\u0411\u0423\u0417 \u00ab\u0417\u0430\u0440\u0435\u0447\u043d\u0430\u044f \u0426\u0420\u0411\u00bb", "cabinet": "\u041d\u0430\u0440\u043a\u043e\u043b\u043e\u0433\u0438\u0447\u0435\u0441\u043a\u0438\u0439 \u043a\u0430\u0431\u0438\u043d\u0435\u0442", "address": "404620, \u0440. \u043f. \u0417\u0430\u0440\u0435\u0447\u044c\u0435, \u0443\u043b. \u0411\u043e\u043b\u044c\u043d\u0438\u0447\u043d\u0430\u044f, \u0434. 1", "phone": "+7 (844) 000-00-00", "email": "", "ogrn": "", "inn": "", "chief_post": "\u0413\u043b\u0430\u0432\u043d\u044b\u0439 \u0432\u0440\u0430\u0447", "chief_name": "\u0415. \u0412. \u0421\u043e\u043a\u043e\u043b\u043e\u0432\u0430"}, "authority": {"name": "\u0423\u0447\u0435\u0431\u043d\u044b\u0439 \u0443\u043f\u043e\u043b\u043d\u043e\u043c\u043e\u0447\u0435\u043d\u043d\u044b\u0439 \u043e\u0440\u0433\u0430\u043d (\u0432\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u044b\u0439)", "name_dative": "\u0423\u0447\u0435\u0431\u043d\u043e\u043c\u0443 \u0443\u043f\u043e\u043b\u043d\u043e\u043c\u043e\u0447\u0435\u043d\u043d\u043e\u043c\u0443 \u043e\u0440\u0433\u0430\u043d\u0443 (\u0432\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u043e\u043c\u0443)", "head_post_dative": "\u0440\u0443\u043a\u043e\u0432\u043e\u0434\u0438\u0442\u0435\u043b\u044e \u0443\u0447\u0435\u0431\u043d\u043e\u0433\u043e \u043e\u0440\u0433\u0430\u043d\u0430", "head_name": "\u0412\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u044b\u0439 \u0412. \u0412.", "address": "000000, \u0433. \u0423\u0447\u0435\u0431\u043d\u044b\u0439, \u0443\u043b. \u0412\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u0430\u044f, \u0434. 1", "phone": "+7 (000) 000-00-00", "email": "organ@primer.invalid"}, "patient": {"full_name": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d \u0418\u043b\u044c\u044f \u041f\u0435\u0442\u0440\u043e\u0432\u0438\u0447", "full_name_genitive": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d\u0430 \u0418\u043b\u044c\u0438 \u041f\u0435\u0442\u0440\u043e\u0432\u0438\u0447\u0430", "full_name_dative": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d\u0443 \u0418\u043b\u044c\u0435 \u041f\u0435\u0442\u0440\u043e\u0432\u0438\u0447\u0443", "short_name": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d \u0418. \u041f.", "code": "\u041a-00007", "sex": "\u043c\u0443\u0436\u0441\u043a\u043e\u0439", "birth_date": "12.03.1988", "is_minor": false, "snils": "", "citizenship": "", "no_document": false, "document_kind": "\u043f\u0430\u0441\u043f\u043e\u0440\u0442 \u0433\u0440\u0430\u0436\u0434\u0430\u043d\u0438\u043d\u0430 \u0420\u0424", "document_series": "18 08", "document_number": "123456", "document_issued_on": "20.04.2008", "document_issued_by": "\u041e\u0423\u0424\u041c\u0421 \u0417\u0430\u0440\u0435\u0447\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430", "document_department": "340-001", "registration_address": "404620, \u0440. \u043f. \u0417\u0430\u0440\u0435\u0447\u044c\u0435, \u043f\u0435\u0440. \u0421\u0430\u0434\u043e\u0432\u044b\u0439, \u0434. 4", "actual_address": "", "phone": "+7 (900) 000-00-11", "email": ""}, "representative": {"present": false, "full_name": "", "full_name_genitive": "", "short_name": "", "kinship": "", "identity": "", "powers": "", "address": "", "phone": ""}, "application": {"number": "\u0417-2026-0004", "date": "16.03.2026", "date_long": "16 \u043c\u0430\u0440\u0442\u0430 2026 \u0433.", "coded": false, "service": "\u043a\u043e\u043c\u043f\u043b\u0435\u043a\u0441\u043d\u043e\u0439 \u0440\u0435\u0430\u0431\u0438\u043b\u0438\u0442\u0430\u0446\u0438\u0438 \u0438 \u0440\u0435\u0441\u043e\u0446\u0438\u0430\u043b\u0438\u0437\u0430\u0446\u0438\u0438", "days": "180", "days_phrase": "180 \u0434\u043d\u0435\u0439", "form": "", "ground": "\u0434\u043e\u0431\u0440\u043e\u0432\u043e\u043b\u044c\u043d\u043e\u0435 \u0441\u043e\u0433\u043b\u0430\u0441\u0438\u0435", "ground_code": "voluntary", "ground_details": "", "diagnosis": "F11.242\u041d", "had_before": false, "had_before_details": "", "answer_way": "office", "note": ""}, "instrument": {"short": "\u0421\u0435\u0440\u0442\u0438\u0444\u0438\u043a\u0430\u0442", "title": "\u0443\u0447\u0435\u0431\u043d\u044b\u0439 \u0441\u0435\u0440\u0442\u0438\u0444\u0438\u043a\u0430\u0442 \u043d\u0430 \u0441\u043e\u0446\u0438\u0430\u043b\u044c\u043d\u0443\u044e \u0440\u0435\u0430\u0431\u0438\u043b\u0438\u0442\u0430\u0446\u0438\u044e", "title_genitive": "\u0443\u0447\u0435\u0431\u043d\u043e\u0433\u043e \u0441\u0435\u0440\u0442\u0438\u0444\u0438\u043a\u0430\u0442\u0430 \u043d\u0430 \u0441\u043e\u0446\u0438\u0430\u043b\u044c\u043d\u0443\u044e \u0440\u0435\u0430\u0431\u0438\u043b\u0438\u0442\u0430\u0446\u0438\u044e", "title_accusative": "\u0443\u0447\u0435\u0431\u043d\u044b\u0439 \u0441\u0435\u0440\u0442\u0438\u0444\u0438\u043a\u0430\u0442 \u043d\u0430 \u0441\u043e\u0446\u0438\u0430\u043b\u044c\u043d\u0443\u044e \u0440\u0435\u0430\u0431\u0438\u043b\u0438\u0442\u0430\u0446\u0438\u044e"}, "profile": {"region_name": "\u0423\u0447\u0435\u0431\u043d\u0430\u044f \u043e\u0431\u043b\u0430\u0441\u0442\u044c (\u0432\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u0430\u044f)", "region_name_genitive": "\u0423\u0447\u0435\u0431\u043d\u043e\u0439 \u043e\u0431\u043b\u0430\u0441\u0442\u0438 (\u0432\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u043e\u0439)", "procedure": "\u0443\u0447\u0435\u0431\u043d\u044b\u0439 \u043f\u043e\u0440\u044f\u0434\u043e\u043a \u043e\u0442 02.12.2013 \u2116 0-\u0443", "decision_term": "10 \u0440\u0430\u0431\u043e\u0447\u0438\u0445 \u0434\u043d\u0435\u0439 \u0441\u043e \u0434\u043d\u044f \u0440\u0435\u0433\u0438\u0441\u0442\u0440\u0430\u0446\u0438\u0438 \u0437\u0430\u044f\u0432\u043b\u0435\u043d\u0438\u044f"}, "provider": {"chosen": false, "name": "", "address": "", "inn": "", "ogrn": "", "phone": ""}, "consents": {"personal_data": {"number": "\u0421-2026-0012", "date": "16.03.2026"}, "secrecy": {"number": "\u0421-2026-0013", "date": "16.03.2026"}}, "attachments": [{"title": "\u0417\u0430\u044f\u0432\u043b\u0435\u043d\u0438\u0435 \u0433\u0440\u0430\u0436\u0434\u0430\u043d\u0438\u043d\u0430", "kind": "\u043f\u043e\u0434\u043b\u0438\u043d\u043d\u0438\u043a", "copies": "1", "sheets": "2", "note": ""}, {"title": "\u0421\u043e\u0433\u043b\u0430\u0441\u0438\u0435 \u043d\u0430 \u043e\u0431\u0440\u0430\u0431\u043e\u0442\u043a\u0443 \u043f\u0435\u0440\u0441\u043e\u043d\u0430\u043b\u044c\u043d\u044b\u0445 \u0434\u0430\u043d\u043d\u044b\u0445", "kind": "\u043f\u043e\u0434\u043b\u0438\u043d\u043d\u0438\u043a", "copies": "1", "sheets": "1", "note": "\u2116 \u0421-2026-0012"}, {"title": "\u0421\u043e\u0433\u043b\u0430\u0441\u0438\u0435 \u043d\u0430 \u043f\u0435\u0440\u0435\u0434\u0430\u0447\u0443 \u0441\u0432\u0435\u0434\u0435\u043d\u0438\u0439, \u0441\u043e\u0441\u0442\u0430\u0432\u043b\u044f\u044e\u0449\u0438\u0445 \u0432\u0440\u0430\u0447\u0435\u0431\u043d\u0443\u044e \u0442\u0430\u0439\u043d\u0443", "kind": "\u043f\u043e\u0434\u043b\u0438\u043d\u043d\u0438\u043a", "copies": "1", "sheets": "1", "note": "\u2116 \u0421-2026-0013"}], "totals": {"documents": "3", "sheets": "4"}, "staff": {"doctor_post": "\u0432\u0440\u0430\u0447 \u043f\u0441\u0438\u0445\u0438\u0430\u0442\u0440-\u043d\u0430\u0440\u043a\u043e\u043b\u043e\u0433", "doctor_name": "\u0410. \u041d. \u0417\u0438\u043c\u0438\u043d", "executor_name": "\u0417\u0438\u043c\u0438\u043d \u0410\u043b\u0435\u043a\u0441\u0435\u0439 \u041d\u0438\u043a\u043e\u043b\u0430\u0435\u0432\u0438\u0447", "executor_phone": "+7 (844) 000-00-00"}}', '7827ca5fe11d41fab721af5e8eb1f04a6459cdb2cec4be2c5614276f851982af', '63 · 23bcc093');
INSERT INTO documents ("id", "public_id", "edition_id", "form", "title", "patient_id", "application_id", "consent_id", "made_on", "made_by", "contents", "seal", "anchor") VALUES (2, '7032C9B372E5', 2, 'zayavlenie', 'Заявление гражданина', 7, 5, NULL, '2026-03-16', 1, '{"office": {"name": "\u0413\u043e\u0441\u0443\u0434\u0430\u0440\u0441\u0442\u0432\u0435\u043d\u043d\u043e\u0435 \u0431\u044e\u0434\u0436\u0435\u0442\u043d\u043e\u0435 \u0443\u0447\u0440\u0435\u0436\u0434\u0435\u043d\u0438\u0435 \u0437\u0434\u0440\u0430\u0432\u043e\u043e\u0445\u0440\u0430\u043d\u0435\u043d\u0438\u044f \u00ab\u0417\u0430\u0440\u0435\u0447\u043d\u0430\u044f \u0446\u0435\u043d\u0442\u0440\u0430\u043b\u044c\u043d\u0430\u044f \u0440\u0430\u0439\u043e\u043d\u043d\u0430\u044f \u0431\u043e\u043b\u044c\u043d\u0438\u0446\u0430\u00bb", "short_name": "\u0413\u0411\u0423\u0417 \u00ab\u0417\u0430\u0440\u0435\u0447\u043d\u0430\u044f \u0426\u0420\u0411\u00bb", "cabinet": "\u041d\u0430\u0440\u043a\u043e\u043b\u043e\u0433\u0438\u0447\u0435\u0441\u043a\u0438\u0439 \u043a\u0430\u0431\u0438\u043d\u0435\u0442", "address": "404620, \u0440. \u043f. \u0417\u0430\u0440\u0435\u0447\u044c\u0435, \u0443\u043b. \u0411\u043e\u043b\u044c\u043d\u0438\u0447\u043d\u0430\u044f, \u0434. 1", "phone": "+7 (844) 000-00-00", "email": "", "ogrn": "", "inn": "", "chief_post": "\u0413\u043b\u0430\u0432\u043d\u044b\u0439 \u0432\u0440\u0430\u0447", "chief_name": "\u0415. \u0412. \u0421\u043e\u043a\u043e\u043b\u043e\u0432\u0430"}, "authority": {"name": "\u0423\u0447\u0435\u0431\u043d\u044b\u0439 \u0443\u043f\u043e\u043b\u043d\u043e\u043c\u043e\u0447\u0435\u043d\u043d\u044b\u0439 \u043e\u0440\u0433\u0430\u043d (\u0432\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u044b\u0439)", "name_dative": "\u0423\u0447\u0435\u0431\u043d\u043e\u043c\u0443 \u0443\u043f\u043e\u043b\u043d\u043e\u043c\u043e\u0447\u0435\u043d\u043d\u043e\u043c\u0443 \u043e\u0440\u0433\u0430\u043d\u0443 (\u0432\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u043e\u043c\u0443)", "head_post_dative": "\u0440\u0443\u043a\u043e\u0432\u043e\u0434\u0438\u0442\u0435\u043b\u044e \u0443\u0447\u0435\u0431\u043d\u043e\u0433\u043e \u043e\u0440\u0433\u0430\u043d\u0430", "head_name": "\u0412\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u044b\u0439 \u0412. \u0412.", "address": "000000, \u0433. \u0423\u0447\u0435\u0431\u043d\u044b\u0439, \u0443\u043b. \u0412\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u0430\u044f, \u0434. 1", "phone": "+7 (000) 000-00-00", "email": "organ@primer.invalid"}, "patient": {"full_name": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d \u0418\u043b\u044c\u044f \u041f\u0435\u0442\u0440\u043e\u0432\u0438\u0447", "full_name_genitive": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d\u0430 \u0418\u043b\u044c\u0438 \u041f\u0435\u0442\u0440\u043e\u0432\u0438\u0447\u0430", "full_name_dative": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d\u0443 \u0418\u043b\u044c\u0435 \u041f\u0435\u0442\u0440\u043e\u0432\u0438\u0447\u0443", "short_name": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d \u0418. \u041f.", "code": "\u041a-00007", "sex": "\u043c\u0443\u0436\u0441\u043a\u043e\u0439", "birth_date": "12.03.1988", "is_minor": false, "snils": "", "citizenship": "", "no_document": false, "document_kind": "\u043f\u0430\u0441\u043f\u043e\u0440\u0442 \u0433\u0440\u0430\u0436\u0434\u0430\u043d\u0438\u043d\u0430 \u0420\u0424", "document_series": "18 08", "document_number": "123456", "document_issued_on": "20.04.2008", "document_issued_by": "\u041e\u0423\u0424\u041c\u0421 \u0417\u0430\u0440\u0435\u0447\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430", "document_department": "340-001", "registration_address": "404620, \u0440. \u043f. \u0417\u0430\u0440\u0435\u0447\u044c\u0435, \u043f\u0435\u0440. \u0421\u0430\u0434\u043e\u0432\u044b\u0439, \u0434. 4", "actual_address": "", "phone": "+7 (900) 000-00-11", "email": ""}, "representative": {"present": false, "full_name": "", "full_name_genitive": "", "short_name": "", "kinship": "", "identity": "", "powers": "", "address": "", "phone": ""}, "application": {"number": "\u0417-2026-0004", "date": "16.03.2026", "date_long": "16 \u043c\u0430\u0440\u0442\u0430 2026 \u0433.", "coded": false, "service": "\u043a\u043e\u043c\u043f\u043b\u0435\u043a\u0441\u043d\u043e\u0439 \u0440\u0435\u0430\u0431\u0438\u043b\u0438\u0442\u0430\u0446\u0438\u0438 \u0438 \u0440\u0435\u0441\u043e\u0446\u0438\u0430\u043b\u0438\u0437\u0430\u0446\u0438\u0438", "days": "180", "days_phrase": "180 \u0434\u043d\u0435\u0439", "form": "", "ground": "\u0434\u043e\u0431\u0440\u043e\u0432\u043e\u043b\u044c\u043d\u043e\u0435 \u0441\u043e\u0433\u043b\u0430\u0441\u0438\u0435", "ground_code": "voluntary", "ground_details": "", "diagnosis": "F11.242\u041d", "had_before": false, "had_before_details": "", "answer_way": "office", "note": ""}, "instrument": {"short": "\u0421\u0435\u0440\u0442\u0438\u0444\u0438\u043a\u0430\u0442", "title": "\u0443\u0447\u0435\u0431\u043d\u044b\u0439 \u0441\u0435\u0440\u0442\u0438\u0444\u0438\u043a\u0430\u0442 \u043d\u0430 \u0441\u043e\u0446\u0438\u0430\u043b\u044c\u043d\u0443\u044e \u0440\u0435\u0430\u0431\u0438\u043b\u0438\u0442\u0430\u0446\u0438\u044e", "title_genitive": "\u0443\u0447\u0435\u0431\u043d\u043e\u0433\u043e \u0441\u0435\u0440\u0442\u0438\u0444\u0438\u043a\u0430\u0442\u0430 \u043d\u0430 \u0441\u043e\u0446\u0438\u0430\u043b\u044c\u043d\u0443\u044e \u0440\u0435\u0430\u0431\u0438\u043b\u0438\u0442\u0430\u0446\u0438\u044e", "title_accusative": "\u0443\u0447\u0435\u0431\u043d\u044b\u0439 \u0441\u0435\u0440\u0442\u0438\u0444\u0438\u043a\u0430\u0442 \u043d\u0430 \u0441\u043e\u0446\u0438\u0430\u043b\u044c\u043d\u0443\u044e \u0440\u0435\u0430\u0431\u0438\u043b\u0438\u0442\u0430\u0446\u0438\u044e"}, "profile": {"region_name": "\u0423\u0447\u0435\u0431\u043d\u0430\u044f \u043e\u0431\u043b\u0430\u0441\u0442\u044c (\u0432\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u0430\u044f)", "region_name_genitive": "\u0423\u0447\u0435\u0431\u043d\u043e\u0439 \u043e\u0431\u043b\u0430\u0441\u0442\u0438 (\u0432\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u043e\u0439)", "procedure": "\u0443\u0447\u0435\u0431\u043d\u044b\u0439 \u043f\u043e\u0440\u044f\u0434\u043e\u043a \u043e\u0442 02.12.2013 \u2116 0-\u0443", "decision_term": "10 \u0440\u0430\u0431\u043e\u0447\u0438\u0445 \u0434\u043d\u0435\u0439 \u0441\u043e \u0434\u043d\u044f \u0440\u0435\u0433\u0438\u0441\u0442\u0440\u0430\u0446\u0438\u0438 \u0437\u0430\u044f\u0432\u043b\u0435\u043d\u0438\u044f"}, "provider": {"chosen": false, "name": "", "address": "", "inn": "", "ogrn": "", "phone": ""}, "consents": {"personal_data": {"number": "\u0421-2026-0012", "date": "16.03.2026"}, "secrecy": {"number": "\u0421-2026-0013", "date": "16.03.2026"}}, "attachments": [{"title": "\u0417\u0430\u044f\u0432\u043b\u0435\u043d\u0438\u0435 \u0433\u0440\u0430\u0436\u0434\u0430\u043d\u0438\u043d\u0430", "kind": "\u043f\u043e\u0434\u043b\u0438\u043d\u043d\u0438\u043a", "copies": "1", "sheets": "2", "note": ""}, {"title": "\u0421\u043e\u0433\u043b\u0430\u0441\u0438\u0435 \u043d\u0430 \u043e\u0431\u0440\u0430\u0431\u043e\u0442\u043a\u0443 \u043f\u0435\u0440\u0441\u043e\u043d\u0430\u043b\u044c\u043d\u044b\u0445 \u0434\u0430\u043d\u043d\u044b\u0445", "kind": "\u043f\u043e\u0434\u043b\u0438\u043d\u043d\u0438\u043a", "copies": "1", "sheets": "1", "note": "\u2116 \u0421-2026-0012"}, {"title": "\u0421\u043e\u0433\u043b\u0430\u0441\u0438\u0435 \u043d\u0430 \u043f\u0435\u0440\u0435\u0434\u0430\u0447\u0443 \u0441\u0432\u0435\u0434\u0435\u043d\u0438\u0439, \u0441\u043e\u0441\u0442\u0430\u0432\u043b\u044f\u044e\u0449\u0438\u0445 \u0432\u0440\u0430\u0447\u0435\u0431\u043d\u0443\u044e \u0442\u0430\u0439\u043d\u0443", "kind": "\u043f\u043e\u0434\u043b\u0438\u043d\u043d\u0438\u043a", "copies": "1", "sheets": "1", "note": "\u2116 \u0421-2026-0013"}], "totals": {"documents": "3", "sheets": "4"}, "staff": {"doctor_post": "\u0432\u0440\u0430\u0447 \u043f\u0441\u0438\u0445\u0438\u0430\u0442\u0440-\u043d\u0430\u0440\u043a\u043e\u043b\u043e\u0433", "doctor_name": "\u0410. \u041d. \u0417\u0438\u043c\u0438\u043d", "executor_name": "\u0417\u0438\u043c\u0438\u043d \u0410\u043b\u0435\u043a\u0441\u0435\u0439 \u041d\u0438\u043a\u043e\u043b\u0430\u0435\u0432\u0438\u0447", "executor_phone": "+7 (844) 000-00-00"}}', '76d3b581057744984933fc7eff5ff46f34d3cd998acc9b2117152c748505e2f7', '63 · 23bcc093');
INSERT INTO documents ("id", "public_id", "edition_id", "form", "title", "patient_id", "application_id", "consent_id", "made_on", "made_by", "contents", "seal", "anchor") VALUES (3, 'E2ED6ABA6DBE', 3, 'consent_personal_data', 'Согласие на обработку персональных данных', 7, 5, 12, '2026-03-16', 1, '{"office": {"name": "\u0413\u043e\u0441\u0443\u0434\u0430\u0440\u0441\u0442\u0432\u0435\u043d\u043d\u043e\u0435 \u0431\u044e\u0434\u0436\u0435\u0442\u043d\u043e\u0435 \u0443\u0447\u0440\u0435\u0436\u0434\u0435\u043d\u0438\u0435 \u0437\u0434\u0440\u0430\u0432\u043e\u043e\u0445\u0440\u0430\u043d\u0435\u043d\u0438\u044f \u00ab\u0417\u0430\u0440\u0435\u0447\u043d\u0430\u044f \u0446\u0435\u043d\u0442\u0440\u0430\u043b\u044c\u043d\u0430\u044f \u0440\u0430\u0439\u043e\u043d\u043d\u0430\u044f \u0431\u043e\u043b\u044c\u043d\u0438\u0446\u0430\u00bb", "short_name": "\u0413\u0411\u0423\u0417 \u00ab\u0417\u0430\u0440\u0435\u0447\u043d\u0430\u044f \u0426\u0420\u0411\u00bb", "cabinet": "\u041d\u0430\u0440\u043a\u043e\u043b\u043e\u0433\u0438\u0447\u0435\u0441\u043a\u0438\u0439 \u043a\u0430\u0431\u0438\u043d\u0435\u0442", "address": "404620, \u0440. \u043f. \u0417\u0430\u0440\u0435\u0447\u044c\u0435, \u0443\u043b. \u0411\u043e\u043b\u044c\u043d\u0438\u0447\u043d\u0430\u044f, \u0434. 1", "phone": "+7 (844) 000-00-00", "email": "", "ogrn": "", "inn": "", "chief_post": "\u0413\u043b\u0430\u0432\u043d\u044b\u0439 \u0432\u0440\u0430\u0447", "chief_name": "\u0415. \u0412. \u0421\u043e\u043a\u043e\u043b\u043e\u0432\u0430"}, "patient": {"full_name": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d \u0418\u043b\u044c\u044f \u041f\u0435\u0442\u0440\u043e\u0432\u0438\u0447", "full_name_genitive": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d\u0430 \u0418\u043b\u044c\u0438 \u041f\u0435\u0442\u0440\u043e\u0432\u0438\u0447\u0430", "full_name_dative": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d\u0443 \u0418\u043b\u044c\u0435 \u041f\u0435\u0442\u0440\u043e\u0432\u0438\u0447\u0443", "short_name": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d \u0418. \u041f.", "code": "\u041a-00007", "sex": "\u043c\u0443\u0436\u0441\u043a\u043e\u0439", "birth_date": "12.03.1988", "is_minor": false, "snils": "", "citizenship": "", "no_document": false, "document_kind": "\u043f\u0430\u0441\u043f\u043e\u0440\u0442 \u0433\u0440\u0430\u0436\u0434\u0430\u043d\u0438\u043d\u0430 \u0420\u0424", "document_series": "18 08", "document_number": "123456", "document_issued_on": "20.04.2008", "document_issued_by": "\u041e\u0423\u0424\u041c\u0421 \u0417\u0430\u0440\u0435\u0447\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430", "document_department": "340-001", "registration_address": "404620, \u0440. \u043f. \u0417\u0430\u0440\u0435\u0447\u044c\u0435, \u043f\u0435\u0440. \u0421\u0430\u0434\u043e\u0432\u044b\u0439, \u0434. 4", "actual_address": "", "phone": "+7 (900) 000-00-11", "email": ""}, "representative": {"present": false, "full_name": "", "full_name_genitive": "", "short_name": "", "kinship": "", "identity": "", "powers": "", "address": "", "phone": ""}, "consent": {"number": "\u0421-2026-0012", "date": "16.03.2026", "date_long": "16 \u043c\u0430\u0440\u0442\u0430 2026 \u0433.", "recipient": "\u0423\u0447\u0435\u0431\u043d\u044b\u0439 \u0443\u043f\u043e\u043b\u043d\u043e\u043c\u043e\u0447\u0435\u043d\u043d\u044b\u0439 \u043e\u0440\u0433\u0430\u043d (\u0432\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u044b\u0439)", "recipient_address": "", "purpose": "\u0432\u044b\u0434\u0430\u0447\u0430 \u0441\u0435\u0440\u0442\u0438\u0444\u0438\u043a\u0430\u0442\u0430", "processor": "", "processor_address": "", "term": "\u0434\u043e \u043e\u0442\u0437\u044b\u0432\u0430", "told": {"visit": false, "observation": false, "diagnosis": false, "treatment": false, "advice": false, "course": false}, "taken_by_post": "\u0432\u0440\u0430\u0447 \u043f\u0441\u0438\u0445\u0438\u0430\u0442\u0440-\u043d\u0430\u0440\u043a\u043e\u043b\u043e\u0433", "taken_by_name": "\u0410. \u041d. \u0417\u0438\u043c\u0438\u043d"}}', 'ba19b1310c4b4fba0f96e5207b9d6eb10bdf81cb3091ae774c3a121e6b7a9c64', '63 · 23bcc093');
INSERT INTO documents ("id", "public_id", "edition_id", "form", "title", "patient_id", "application_id", "consent_id", "made_on", "made_by", "contents", "seal", "anchor") VALUES (4, '528F02D0D28E', 4, 'consent_secrecy', 'Согласие на передачу сведений, составляющих врачебную тайну', 7, 5, 13, '2026-03-16', 1, '{"office": {"name": "\u0413\u043e\u0441\u0443\u0434\u0430\u0440\u0441\u0442\u0432\u0435\u043d\u043d\u043e\u0435 \u0431\u044e\u0434\u0436\u0435\u0442\u043d\u043e\u0435 \u0443\u0447\u0440\u0435\u0436\u0434\u0435\u043d\u0438\u0435 \u0437\u0434\u0440\u0430\u0432\u043e\u043e\u0445\u0440\u0430\u043d\u0435\u043d\u0438\u044f \u00ab\u0417\u0430\u0440\u0435\u0447\u043d\u0430\u044f \u0446\u0435\u043d\u0442\u0440\u0430\u043b\u044c\u043d\u0430\u044f \u0440\u0430\u0439\u043e\u043d\u043d\u0430\u044f \u0431\u043e\u043b\u044c\u043d\u0438\u0446\u0430\u00bb", "short_name": "\u0413\u0411\u0423\u0417 \u00ab\u0417\u0430\u0440\u0435\u0447\u043d\u0430\u044f \u0426\u0420\u0411\u00bb", "cabinet": "\u041d\u0430\u0440\u043a\u043e\u043b\u043e\u0433\u0438\u0447\u0435\u0441\u043a\u0438\u0439 \u043a\u0430\u0431\u0438\u043d\u0435\u0442", "address": "404620, \u0440. \u043f. \u0417\u0430\u0440\u0435\u0447\u044c\u0435, \u0443\u043b. \u0411\u043e\u043b\u044c\u043d\u0438\u0447\u043d\u0430\u044f, \u0434. 1", "phone": "+7 (844) 000-00-00", "email": "", "ogrn": "", "inn": "", "chief_post": "\u0413\u043b\u0430\u0432\u043d\u044b\u0439 \u0432\u0440\u0430\u0447", "chief_name": "\u0415. \u0412. \u0421\u043e\u043a\u043e\u043b\u043e\u0432\u0430"}, "patient": {"full_name": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d \u0418\u043b\u044c\u044f \u041f\u0435\u0442\u0440\u043e\u0432\u0438\u0447", "full_name_genitive": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d\u0430 \u0418\u043b\u044c\u0438 \u041f\u0435\u0442\u0440\u043e\u0432\u0438\u0447\u0430", "full_name_dative": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d\u0443 \u0418\u043b\u044c\u0435 \u041f\u0435\u0442\u0440\u043e\u0432\u0438\u0447\u0443", "short_name": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d \u0418. \u041f.", "code": "\u041a-00007", "sex": "\u043c\u0443\u0436\u0441\u043a\u043e\u0439", "birth_date": "12.03.1988", "is_minor": false, "snils": "", "citizenship": "", "no_document": false, "document_kind": "\u043f\u0430\u0441\u043f\u043e\u0440\u0442 \u0433\u0440\u0430\u0436\u0434\u0430\u043d\u0438\u043d\u0430 \u0420\u0424", "document_series": "18 08", "document_number": "123456", "document_issued_on": "20.04.2008", "document_issued_by": "\u041e\u0423\u0424\u041c\u0421 \u0417\u0430\u0440\u0435\u0447\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430", "document_department": "340-001", "registration_address": "404620, \u0440. \u043f. \u0417\u0430\u0440\u0435\u0447\u044c\u0435, \u043f\u0435\u0440. \u0421\u0430\u0434\u043e\u0432\u044b\u0439, \u0434. 4", "actual_address": "", "phone": "+7 (900) 000-00-11", "email": ""}, "representative": {"present": false, "full_name": "", "full_name_genitive": "", "short_name": "", "kinship": "", "identity": "", "powers": "", "address": "", "phone": ""}, "consent": {"number": "\u0421-2026-0013", "date": "16.03.2026", "date_long": "16 \u043c\u0430\u0440\u0442\u0430 2026 \u0433.", "recipient": "\u0423\u0447\u0435\u0431\u043d\u044b\u0439 \u0443\u043f\u043e\u043b\u043d\u043e\u043c\u043e\u0447\u0435\u043d\u043d\u044b\u0439 \u043e\u0440\u0433\u0430\u043d (\u0432\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u044b\u0439)", "recipient_address": "", "purpose": "\u0432\u044b\u0434\u0430\u0447\u0430 \u0441\u0435\u0440\u0442\u0438\u0444\u0438\u043a\u0430\u0442\u0430", "processor": "", "processor_address": "", "term": "\u0434\u043e \u043e\u0442\u0437\u044b\u0432\u0430", "told": {"visit": false, "observation": true, "diagnosis": true, "treatment": true, "advice": false, "course": false}, "taken_by_post": "\u0432\u0440\u0430\u0447 \u043f\u0441\u0438\u0445\u0438\u0430\u0442\u0440-\u043d\u0430\u0440\u043a\u043e\u043b\u043e\u0433", "taken_by_name": "\u0410. \u041d. \u0417\u0438\u043c\u0438\u043d"}}', '514c1a93339eaeac6e4d256cd5e9b00956fa365b568d3b2d749829d1a790b02f', '63 · 23bcc093');
INSERT INTO documents ("id", "public_id", "edition_id", "form", "title", "patient_id", "application_id", "consent_id", "made_on", "made_by", "contents", "seal", "anchor") VALUES (5, 'C3342B92A15E', 5, 'attachments', 'Перечень прилагаемых документов', 7, 5, NULL, '2026-03-16', 1, '{"office": {"name": "\u0413\u043e\u0441\u0443\u0434\u0430\u0440\u0441\u0442\u0432\u0435\u043d\u043d\u043e\u0435 \u0431\u044e\u0434\u0436\u0435\u0442\u043d\u043e\u0435 \u0443\u0447\u0440\u0435\u0436\u0434\u0435\u043d\u0438\u0435 \u0437\u0434\u0440\u0430\u0432\u043e\u043e\u0445\u0440\u0430\u043d\u0435\u043d\u0438\u044f \u00ab\u0417\u0430\u0440\u0435\u0447\u043d\u0430\u044f \u0446\u0435\u043d\u0442\u0440\u0430\u043b\u044c\u043d\u0430\u044f \u0440\u0430\u0439\u043e\u043d\u043d\u0430\u044f \u0431\u043e\u043b\u044c\u043d\u0438\u0446\u0430\u00bb", "short_name": "\u0413\u0411\u0423\u0417 \u00ab\u0417\u0430\u0440\u0435\u0447\u043d\u0430\u044f \u0426\u0420\u0411\u00bb", "cabinet": "\u041d\u0430\u0440\u043a\u043e\u043b\u043e\u0433\u0438\u0447\u0435\u0441\u043a\u0438\u0439 \u043a\u0430\u0431\u0438\u043d\u0435\u0442", "address": "404620, \u0440. \u043f. \u0417\u0430\u0440\u0435\u0447\u044c\u0435, \u0443\u043b. \u0411\u043e\u043b\u044c\u043d\u0438\u0447\u043d\u0430\u044f, \u0434. 1", "phone": "+7 (844) 000-00-00", "email": "", "ogrn": "", "inn": "", "chief_post": "\u0413\u043b\u0430\u0432\u043d\u044b\u0439 \u0432\u0440\u0430\u0447", "chief_name": "\u0415. \u0412. \u0421\u043e\u043a\u043e\u043b\u043e\u0432\u0430"}, "authority": {"name": "\u0423\u0447\u0435\u0431\u043d\u044b\u0439 \u0443\u043f\u043e\u043b\u043d\u043e\u043c\u043e\u0447\u0435\u043d\u043d\u044b\u0439 \u043e\u0440\u0433\u0430\u043d (\u0432\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u044b\u0439)", "name_dative": "\u0423\u0447\u0435\u0431\u043d\u043e\u043c\u0443 \u0443\u043f\u043e\u043b\u043d\u043e\u043c\u043e\u0447\u0435\u043d\u043d\u043e\u043c\u0443 \u043e\u0440\u0433\u0430\u043d\u0443 (\u0432\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u043e\u043c\u0443)", "head_post_dative": "\u0440\u0443\u043a\u043e\u0432\u043e\u0434\u0438\u0442\u0435\u043b\u044e \u0443\u0447\u0435\u0431\u043d\u043e\u0433\u043e \u043e\u0440\u0433\u0430\u043d\u0430", "head_name": "\u0412\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u044b\u0439 \u0412. \u0412.", "address": "000000, \u0433. \u0423\u0447\u0435\u0431\u043d\u044b\u0439, \u0443\u043b. \u0412\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u0430\u044f, \u0434. 1", "phone": "+7 (000) 000-00-00", "email": "organ@primer.invalid"}, "patient": {"full_name": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d \u0418\u043b\u044c\u044f \u041f\u0435\u0442\u0440\u043e\u0432\u0438\u0447", "full_name_genitive": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d\u0430 \u0418\u043b\u044c\u0438 \u041f\u0435\u0442\u0440\u043e\u0432\u0438\u0447\u0430", "full_name_dative": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d\u0443 \u0418\u043b\u044c\u0435 \u041f\u0435\u0442\u0440\u043e\u0432\u0438\u0447\u0443", "short_name": "\u0417\u0430\u044f\u0432\u043a\u0438\u043d \u0418. \u041f.", "code": "\u041a-00007", "sex": "\u043c\u0443\u0436\u0441\u043a\u043e\u0439", "birth_date": "12.03.1988", "is_minor": false, "snils": "", "citizenship": "", "no_document": false, "document_kind": "\u043f\u0430\u0441\u043f\u043e\u0440\u0442 \u0433\u0440\u0430\u0436\u0434\u0430\u043d\u0438\u043d\u0430 \u0420\u0424", "document_series": "18 08", "document_number": "123456", "document_issued_on": "20.04.2008", "document_issued_by": "\u041e\u0423\u0424\u041c\u0421 \u0417\u0430\u0440\u0435\u0447\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430", "document_department": "340-001", "registration_address": "404620, \u0440. \u043f. \u0417\u0430\u0440\u0435\u0447\u044c\u0435, \u043f\u0435\u0440. \u0421\u0430\u0434\u043e\u0432\u044b\u0439, \u0434. 4", "actual_address": "", "phone": "+7 (900) 000-00-11", "email": ""}, "representative": {"present": false, "full_name": "", "full_name_genitive": "", "short_name": "", "kinship": "", "identity": "", "powers": "", "address": "", "phone": ""}, "application": {"number": "\u0417-2026-0004", "date": "16.03.2026", "date_long": "16 \u043c\u0430\u0440\u0442\u0430 2026 \u0433.", "coded": false, "service": "\u043a\u043e\u043c\u043f\u043b\u0435\u043a\u0441\u043d\u043e\u0439 \u0440\u0435\u0430\u0431\u0438\u043b\u0438\u0442\u0430\u0446\u0438\u0438 \u0438 \u0440\u0435\u0441\u043e\u0446\u0438\u0430\u043b\u0438\u0437\u0430\u0446\u0438\u0438", "days": "180", "days_phrase": "180 \u0434\u043d\u0435\u0439", "form": "", "ground": "\u0434\u043e\u0431\u0440\u043e\u0432\u043e\u043b\u044c\u043d\u043e\u0435 \u0441\u043e\u0433\u043b\u0430\u0441\u0438\u0435", "ground_code": "voluntary", "ground_details": "", "diagnosis": "F11.242\u041d", "had_before": false, "had_before_details": "", "answer_way": "office", "note": ""}, "instrument": {"short": "\u0421\u0435\u0440\u0442\u0438\u0444\u0438\u043a\u0430\u0442", "title": "\u0443\u0447\u0435\u0431\u043d\u044b\u0439 \u0441\u0435\u0440\u0442\u0438\u0444\u0438\u043a\u0430\u0442 \u043d\u0430 \u0441\u043e\u0446\u0438\u0430\u043b\u044c\u043d\u0443\u044e \u0440\u0435\u0430\u0431\u0438\u043b\u0438\u0442\u0430\u0446\u0438\u044e", "title_genitive": "\u0443\u0447\u0435\u0431\u043d\u043e\u0433\u043e \u0441\u0435\u0440\u0442\u0438\u0444\u0438\u043a\u0430\u0442\u0430 \u043d\u0430 \u0441\u043e\u0446\u0438\u0430\u043b\u044c\u043d\u0443\u044e \u0440\u0435\u0430\u0431\u0438\u043b\u0438\u0442\u0430\u0446\u0438\u044e", "title_accusative": "\u0443\u0447\u0435\u0431\u043d\u044b\u0439 \u0441\u0435\u0440\u0442\u0438\u0444\u0438\u043a\u0430\u0442 \u043d\u0430 \u0441\u043e\u0446\u0438\u0430\u043b\u044c\u043d\u0443\u044e \u0440\u0435\u0430\u0431\u0438\u043b\u0438\u0442\u0430\u0446\u0438\u044e"}, "profile": {"region_name": "\u0423\u0447\u0435\u0431\u043d\u0430\u044f \u043e\u0431\u043b\u0430\u0441\u0442\u044c (\u0432\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u0430\u044f)", "region_name_genitive": "\u0423\u0447\u0435\u0431\u043d\u043e\u0439 \u043e\u0431\u043b\u0430\u0441\u0442\u0438 (\u0432\u044b\u043c\u044b\u0448\u043b\u0435\u043d\u043d\u043e\u0439)", "procedure": "\u0443\u0447\u0435\u0431\u043d\u044b\u0439 \u043f\u043e\u0440\u044f\u0434\u043e\u043a \u043e\u0442 02.12.2013 \u2116 0-\u0443", "decision_term": "10 \u0440\u0430\u0431\u043e\u0447\u0438\u0445 \u0434\u043d\u0435\u0439 \u0441\u043e \u0434\u043d\u044f \u0440\u0435\u0433\u0438\u0441\u0442\u0440\u0430\u0446\u0438\u0438 \u0437\u0430\u044f\u0432\u043b\u0435\u043d\u0438\u044f"}, "provider": {"chosen": false, "name": "", "address": "", "inn": "", "ogrn": "", "phone": ""}, "consents": {"personal_data": {"number": "\u0421-2026-0012", "date": "16.03.2026"}, "secrecy": {"number": "\u0421-2026-0013", "date": "16.03.2026"}}, "attachments": [{"title": "\u0417\u0430\u044f\u0432\u043b\u0435\u043d\u0438\u0435 \u0433\u0440\u0430\u0436\u0434\u0430\u043d\u0438\u043d\u0430", "kind": "\u043f\u043e\u0434\u043b\u0438\u043d\u043d\u0438\u043a", "copies": "1", "sheets": "2", "note": ""}, {"title": "\u0421\u043e\u0433\u043b\u0430\u0441\u0438\u0435 \u043d\u0430 \u043e\u0431\u0440\u0430\u0431\u043e\u0442\u043a\u0443 \u043f\u0435\u0440\u0441\u043e\u043d\u0430\u043b\u044c\u043d\u044b\u0445 \u0434\u0430\u043d\u043d\u044b\u0445", "kind": "\u043f\u043e\u0434\u043b\u0438\u043d\u043d\u0438\u043a", "copies": "1", "sheets": "1", "note": "\u2116 \u0421-2026-0012"}, {"title": "\u0421\u043e\u0433\u043b\u0430\u0441\u0438\u0435 \u043d\u0430 \u043f\u0435\u0440\u0435\u0434\u0430\u0447\u0443 \u0441\u0432\u0435\u0434\u0435\u043d\u0438\u0439, \u0441\u043e\u0441\u0442\u0430\u0432\u043b\u044f\u044e\u0449\u0438\u0445 \u0432\u0440\u0430\u0447\u0435\u0431\u043d\u0443\u044e \u0442\u0430\u0439\u043d\u0443", "kind": "\u043f\u043e\u0434\u043b\u0438\u043d\u043d\u0438\u043a", "copies": "1", "sheets": "1", "note": "\u2116 \u0421-2026-0013"}], "totals": {"documents": "3", "sheets": "4"}, "staff": {"doctor_post": "\u0432\u0440\u0430\u0447 \u043f\u0441\u0438\u0445\u0438\u0430\u0442\u0440-\u043d\u0430\u0440\u043a\u043e\u043b\u043e\u0433", "doctor_name": "\u0410. \u041d. \u0417\u0438\u043c\u0438\u043d", "executor_name": "\u0417\u0438\u043c\u0438\u043d \u0410\u043b\u0435\u043a\u0441\u0435\u0439 \u041d\u0438\u043a\u043e\u043b\u0430\u0435\u0432\u0438\u0447", "executor_phone": "+7 (844) 000-00-00"}}', '704c3f496d50c6c5308e73f37f53011edb79547c822fead1efbd0b3d2591a210', '63 · 23bcc093');
INSERT INTO duties ("id", "patient_id", "kind", "court", "case_number", "decided_on", "in_force_on", "measures", "appear_by", "received_on", "appeared_on", "ended_on", "result") VALUES (1, 1, 'АП', 'мировой судья участка № 1', '', '2026-03-02', NULL, '', NULL, '2026-03-16', NULL, NULL, NULL);
INSERT INTO duties ("id", "patient_id", "kind", "court", "case_number", "decided_on", "in_force_on", "measures", "appear_by", "received_on", "appeared_on", "ended_on", "result") VALUES (2, 1, 'АП', 'мировой судья участка № 1', '', '2026-03-02', NULL, '', NULL, '2026-03-16', '2026-03-16', NULL, NULL);
INSERT INTO episodes ("id", "patient_id", "rule_set", "taken_on", "first_in_life", "group", "ended_on", "end_ground") VALUES (1, 1, 'ДН-2015', '2026-03-16', 0, NULL, NULL, NULL);
INSERT INTO form_editions ("id", "form", "sha256", "text") VALUES (1, 'zayavka', '75610b363da3441f0f3838e022366a6501ff6e202197d877874004e7001fce82', '# Заявка наркологического кабинета в уполномоченный орган: сопроводительное письмо и сведения заявки на одном бланке.
# Утверждённого образца нет: состав сведений — по регламенту межведомственного взаимодействия (кабинет «формирует и
# направляет заявки») и по порядку региона. Шифр диагноза печатается, только если пациент разрешил его сообщать.
code: zayavka
title: Заявка в уполномоченный орган
scope: application
version: "1"
place: "10"
valid_from: null
valid_to: null
kept_over_ten_years: true
acts: []

blocks:
  - letterhead:
      organisation:
        - "{{ office.name }}"
        - "{{ office.cabinet or '''' }}"
      contacts:
        - "{{ office.address }}"
        - "{% if office.phone %}тел. {{ office.phone }}{% endif %}{% if office.phone and office.email %}, {% endif %}{{ office.email or '''' }}"
        - "{% if office.ogrn %}ОГРН {{ office.ogrn }}{% endif %}{% if office.ogrn and office.inn %}, {% endif %}{% if office.inn %}ИНН {{ office.inn }}{% endif %}"
      date: "{{ application.date }}"
      number: "{{ application.number }}"
      addressee:
        - "{{ authority.name }}"
        - "{{ authority.address or '''' }}"

  - heading:
      text: ЗАЯВКА
      about: о выдаче {{ instrument.title_genitive }}

  - p: >-
      Наркологический кабинет просит рассмотреть заявку на услуги по {{ application.service }} и решить вопрос о выдаче
      {{ instrument.title_genitive }}{% if profile.procedure %} ({{ profile.procedure }}){% endif %}.

  - table:
      columns:
        - {title: Сведения, width: 50}
        - {title: Содержание}
      rows:
        - {when: not application.coded, cells: ["Фамилия, имя, отчество", "<b>{{ patient.full_name }}</b>"]}
        - {when: application.coded, cells: ["Код пациента", "<b>{{ patient.code }}</b>"]}
        - {cells: ["Дата рождения, пол", "{{ patient.birth_date }}, {{ patient.sex }}"]}
        - {when: not application.coded, cells: ["Адрес регистрации", "{{ patient.registration_address }}"]}
        - when: representative.present and not application.coded
          cells:
            - Представитель, его полномочия
            - "{{ representative.full_name }}, {{ representative.kinship }}; {{ representative.powers }}"
        - {when: application.diagnosis, cells: ["Шифр по МКБ-10", "{{ application.diagnosis }}"]}
        - {when: not application.diagnosis, cells: ["Шифр по МКБ-10", "не указывается"]}
        - cells:
            - Основание обращения
            - "{{ application.ground }}{% if application.ground_details %}: {{ application.ground_details }}{% endif %}"
        - cells:
            - Услуги, испрашиваемый срок
            - "услуги по {{ application.service }}{% if application.form %}, форма {{ application.form }}{% endif %}; {{ application.days_phrase }}"
        - when: provider.chosen
          cells:
            - Организация из реестра, которую выбрал гражданин
            - "{{ provider.name }}{% if provider.inn %}, ИНН {{ provider.inn }}{% endif %}{% if provider.address %}; {{ provider.address }}{% endif %}"
        - when: not provider.chosen
          cells: ["Организация из реестра", "пока не выбрана"]
        - cells:
            - Согласия гражданина
            - >-
              на обработку персональных данных: № {{ consents.personal_data.number }} от {{ consents.personal_data.date }};<br/>
              на передачу врачебной тайны: № {{ consents.secrecy.number }} от {{ consents.secrecy.date }}
        - {when: application.note, cells: ["Примечание", "{{ application.note }}"]}

  - p: >-
      О решении просим сообщить в кабинет{% if profile.decision_term %} (срок решения: {{ profile.decision_term }}){% endif %};
      при отказе — назвать основание, чтобы продолжить работу с пациентом.
  - p: >-
      Приложение: документы по перечню, всего {{ totals.documents }}, на {{ totals.sheets }} л. в 1 экз.

  - signature: {post: "{{ office.chief_post }}", name: "{{ office.chief_name }}", captions: false, stamp: true}

  - lines:
      lines:
        - "{% if staff.executor_name %}Исполнитель: {{ staff.executor_name }}{% endif %}{% if staff.executor_name and staff.executor_phone %}, тел. {{ staff.executor_phone }}{% endif %}"
      size: 9

  - together:
      - rule: Заполняет уполномоченный орган
      - fields:
          rows:
            - {label: "Входящий номер, дата"}
            - {label: "Принял: фамилия, инициалы, подпись"}
            - {label: "Решение, его номер и дата"}
          label_width: 76
');
INSERT INTO form_editions ("id", "form", "sha256", "text") VALUES (2, 'zayavlenie', 'ecace66bab877f181aa7400a821d79f2fd6b0feb112bd33ba00e42f00d0fe756', '# Заявление гражданина о выдаче сертификата (направления). Состав строк — общий для порядков регионов; где порядок
# региона утверждает свой бланк, этот текст заменяют им. Согласие на обработку персональных данных — отдельный лист,
# здесь только его номер и дата.
code: zayavlenie
title: Заявление гражданина
scope: application
version: "1"
place: "20"
valid_from: 2025-09-01
valid_to: null
kept_over_ten_years: true
enclosed: true
acts: []

blocks:
  - addressee:
      lines:
        - "{{ authority.name_dative }}"
        - "от {{ patient.full_name_genitive }}"
        - "{% if representative.present %}в лице представителя {{ representative.full_name_genitive }}{% endif %}"

  - heading:
      text: ЗАЯВЛЕНИЕ
      about: о выдаче {{ instrument.title_genitive }}

  - section: Сведения о гражданине
  - fields:
      label_width: 72
      rows:
        - {label: "Фамилия, имя, отчество (при наличии)", value: "{{ patient.full_name }}"}
        - {label: Дата рождения, value: "{{ patient.birth_date }}"}
        - {label: СНИЛС, value: "{{ patient.snils }}"}
        - label: Документ, удостоверяющий личность
          value: "{% if patient.no_document %}документа нет{% else %}{{ patient.document_kind }}, {% if patient.document_series %}серия {{ patient.document_series }}, {% endif %}№ {{ patient.document_number }}{% endif %}"
        - when: not patient.no_document
          label: "Когда и кем выдан, код подразделения"
          value: "{{ patient.document_issued_on }}, {{ patient.document_issued_by }}{% if patient.document_department %}, код {{ patient.document_department }}{% endif %}"
        - {label: Гражданство, value: "{{ patient.citizenship }}"}
        - {label: Адрес регистрации, value: "{{ patient.registration_address }}"}
        - label: Адрес фактического проживания
          value: "{% if patient.actual_address %}{{ patient.actual_address }}{% elif patient.registration_address %}тот же{% endif %}"
        - {label: Телефон, value: "{{ patient.phone }}"}
        - {when: patient.email, label: Электронная почта, value: "{{ patient.email }}"}

  - {when: representative.present, section: Сведения о представителе}
  - when: representative.present
    fields:
      label_width: 72
      rows:
        - {label: "Фамилия, имя, отчество (при наличии)", value: "{{ representative.full_name }}"}
        - {label: Кем приходится гражданину, value: "{{ representative.kinship }}"}
        - {label: Документ о полномочиях, value: "{{ representative.powers }}"}
        - {label: "Документ, удостоверяющий личность", value: "{{ representative.identity }}"}
        - {label: Адрес, value: "{{ representative.address }}"}
        - {label: Телефон, value: "{{ representative.phone }}"}

  - section: Просьба
  - p: >-
      Прошу выдать {% if representative.present %}лицу, которое я представляю,{% else %}мне{% endif %}
      {{ instrument.title_accusative }} для получения услуг по {{ application.service }} сроком на
      {{ application.days_phrase }}{% if application.form %}, форма услуг: {{ application.form }}{% endif %}.
  - when: provider.chosen
    p: >-
      Из реестра поставщиков {% if representative.present %}выбрана{% else %}мною выбрана{% endif %} организация:
      {{ provider.name }}{% if provider.inn %} (ИНН {{ provider.inn }}){% endif %}{% if provider.address %},
      адрес оказания услуг: {{ provider.address }}{% endif %}.
  - when: not provider.chosen
    p: Организацию из реестра поставщиков выберу после решения о выдаче.

  - section: Обстоятельства обращения
  - checks:
      - {mark: application.ground_code == "voluntary", text: обращаюсь добровольно}
      - mark: application.ground_code == "administrative"
        text: >-
          по постановлению об административном правонарушении возложена обязанность пройти диагностику,
          профилактические мероприятия, лечение или реабилитацию
      - {mark: application.ground_code == "criminal", text: обязанность или отсрочка по приговору (решению) суда по уголовному делу}
      - {mark: application.ground_code == "released", text: освобождён (освобождена) из мест лишения свободы}
  - when: application.ground_code != "voluntary"
    fields:
      - {label: "Реквизиты судебного акта, справки", value: "{{ application.ground_details }}"}

  - section: Раньше такой документ
  - checks:
      - {mark: not application.had_before, text: не получал (не получала)}
      - mark: application.had_before
        text: "получал (получала){% if application.had_before %}: {{ application.had_before_details }}{% endif %}"

  - section: О решении прошу сообщить
  - checks:
      - {mark: application.answer_way == "person", text: лично}
      - {mark: application.answer_way == "post", text: почтой по указанному адресу}
      - {mark: application.answer_way == "office", text: "через наркологический кабинет{% if office.short_name %}, {{ office.short_name }}{% endif %}"}

  - section: Прилагаемые документы
  - table:
      columns:
        - {title: №, width: 10, align: center}
        - {title: Наименование}
        - {title: "Копия, подлинник", width: 28, align: center}
        - {title: Листов, width: 18, align: center}
      rows:
        - {each: attachments, cells: ["{{ row.n }}", "{{ row.title }}", "{{ row.kind }}", "{{ row.sheets }}"]}
        - {bold: true, cells: ["", "Всего листов", "", "{{ totals.sheets }}"]}

  - p: >-
      Согласие на обработку персональных данных оформлено отдельным листом: № {{ consents.personal_data.number }} от
      {{ consents.personal_data.date }}. Согласие на передачу сведений, составляющих врачебную тайну: №
      {{ consents.secrecy.number }} от {{ consents.secrecy.date }}.
  - p: >-
      Сведения, указанные в заявлении, подтверждаю. Мне разъяснены порядок выдачи и использования документа и право
      выбрать организацию из реестра.

  - when: not representative.present
    signature: {date: true, name: "{{ patient.short_name }}"}
  - when: representative.present
    signature: {date: true, name: "{{ representative.short_name }}"}

  - together:
      - rule: Заполняет орган, принявший заявление
      - fields:
          - {label: "Входящий номер, дата"}
          - {label: "Принял: фамилия, инициалы, подпись"}
');
INSERT INTO form_editions ("id", "form", "sha256", "text") VALUES (3, 'consent_personal_data', 'b599c6ab2409fce991274cbbb7003083008c083c6a21e7c4866a0465b379e17c', '# Согласие на обработку персональных данных. Один оператор и одна цель на листе; лист отдельный от любых других бумаг.
# Перечень данных и действий — предложение: юрист организации правит его под свою цель.
code: consent_personal_data
title: Согласие на обработку персональных данных
scope: consent
version: "1"
place: "30"
valid_from: 2025-09-01
valid_to: null
kept_over_ten_years: true
compact: true
enclosed: true
acts:
  - code: fz_152
    kind: Федеральный закон
    number: 152-ФЗ
    signed_on: 2006-07-27
    title: О персональных данных
    valid_from: 2007-01-26
    valid_to: null

blocks:
  - heading:
      text: СОГЛАСИЕ
      about: на обработку персональных данных
      number: № {{ consent.number }} от {{ consent.date_long }}

  - section: 1. Чьи данные
  - fields:
      label_width: 59
      rows:
        - {label: "Фамилия, имя, отчество", value: "{{ patient.full_name }}"}
        - {label: Дата рождения, value: "{{ patient.birth_date }}"}
        - {label: Адрес, value: "{{ patient.registration_address }}"}
        - label: "Документ, удостоверяющий личность"
          value: "{% if patient.no_document %}документа нет{% else %}{{ patient.document_kind }}, {% if patient.document_series %}серия {{ patient.document_series }}, {% endif %}№ {{ patient.document_number }}{% endif %}"
        - when: not patient.no_document
          label: Когда и кем выдан
          value: "{{ patient.document_issued_on }}, {{ patient.document_issued_by }}{% if patient.document_department %}, код {{ patient.document_department }}{% endif %}"

  - {when: representative.present, section: "Представитель, который действует за гражданина"}
  - when: representative.present
    fields:
      label_width: 59
      rows:
        - {label: "Фамилия, имя, отчество", value: "{{ representative.full_name }}, {{ representative.kinship }}"}
        - {label: Адрес, value: "{{ representative.address }}"}
        - {label: "Документ, удостоверяющий личность", value: "{{ representative.identity }}"}
        - {label: Документ о полномочиях, value: "{{ representative.powers }}"}

  - section: 2. Кому и для чего
  - fields:
      label_width: 59
      rows:
        - {label: Оператор персональных данных, value: "{{ consent.recipient }}"}
        - {label: Адрес оператора, value: "{{ consent.recipient_address }}"}
        - {label: Цель обработки (единственная), value: "{{ consent.purpose }}"}

  - section: 3. Какие данные
  - p: >-
      Фамилия, имя, отчество; пол; дата и место рождения; гражданство; сведения документа, удостоверяющего личность;
      адреса регистрации и проживания; телефон и электронная почта; СНИЛС; сведения о представителе и его полномочиях;
      основание обращения за услугами, в том числе реквизиты судебного акта, если обязанность возложил суд.
  - p: >-
      <b>Сведения о состоянии здоровья (специальная категория):</b> обращение за наркологической помощью и диспансерное
      наблюдение, диагноз и его шифр, проведённое лечение и медицинская реабилитация, рекомендации врача, начало,
      ход и результат социальной реабилитации.

  - section: 4. Что с данными разрешено делать
  - p: >-
      Собирать, записывать, систематизировать, накапливать, хранить, уточнять (обновлять, изменять), извлекать,
      использовать, предоставлять тем, кто участвует в достижении указанной цели, блокировать, удалять, уничтожать —
      с помощью средств автоматизации и без них. Раскрывать данные неограниченному кругу лиц не разрешаю.
  - fields:
      label_width: 59
      rows:
        - label: "Обработка поручена: кому, адрес"
          value: "{% if consent.processor %}{{ consent.processor }}, {{ consent.processor_address }}{% endif %}"

  - section: 5. Срок и отзыв
  - p: >-
      Согласие действует {{ consent.term }}. Его можно отозвать в любое время: письменное заявление подают оператору
      лично, через представителя или отправляют почтой по адресу, указанному в пункте 2. После отзыва обработка
      прекращается, а данные уничтожаются, кроме тех, которые оператор обязан хранить или вправе обрабатывать по закону
      без согласия.
  - p: >-
      Согласие даю добровольно, по своей воле и в {% if representative.present %}интересах представляемого{% else %}своих
      интересах{% endif %}. Мне понятно, кому, для чего и какие данные передаются. Разъяснено, что отказ от этого согласия
      не лишает права на медицинскую помощь. Основание: {{ acts.fz_152 }}, статьи 9 и 10.

  - when: not representative.present
    signature: {date: true, name: "{{ patient.short_name }}"}
  - when: representative.present
    signature: {date: true, name: "{{ representative.short_name }}"}
  - signature: {post: "Согласие принял(а)<br/>{{ consent.taken_by_post }}", name: "{{ consent.taken_by_name }}"}

  - together:
      - rule: Отметка об отзыве согласия
      - signature: {date: true}
');
INSERT INTO form_editions ("id", "form", "sha256", "text") VALUES (4, 'consent_secrecy', '4d468ae04d0d8a6842d86bad076d508c90ee7c6e8fdef1ce74083946ffbafb10', '# Согласие на передачу сведений, составляющих врачебную тайну. Установленного образца нет. Один получатель и одна цель.
code: consent_secrecy
title: Согласие на передачу сведений, составляющих врачебную тайну
scope: consent
version: "1"
place: "40"
valid_from: null
valid_to: null
kept_over_ten_years: true
compact: true
enclosed: true
acts:
  - code: fz_323
    kind: Федеральный закон
    number: 323-ФЗ
    signed_on: 2011-11-21
    title: Об основах охраны здоровья граждан в Российской Федерации
    valid_from: 2011-11-22
    valid_to: null

blocks:
  - heading:
      text: СОГЛАСИЕ
      about: на передачу сведений, составляющих врачебную тайну
      number: № {{ consent.number }} от {{ consent.date_long }}

  - section: 1. Чьи сведения
  - fields:
      label_width: 46
      rows:
        - {label: "Фамилия, имя, отчество", value: "{{ patient.full_name }}"}
        - {label: Дата рождения, value: "{{ patient.birth_date }}"}
        - {label: Адрес, value: "{{ patient.registration_address }}"}
        - label: Документ, удостоверяющий личность
          value: "{% if patient.no_document %}документа нет{% else %}{{ patient.document_kind }}, {% if patient.document_series %}серия {{ patient.document_series }}, {% endif %}№ {{ patient.document_number }}, выдан {{ patient.document_issued_on }} {{ patient.document_issued_by }}{% endif %}"

  - {when: representative.present, section: "Представитель, который действует за гражданина"}
  - when: representative.present
    fields:
      label_width: 46
      rows:
        - {label: "Фамилия, имя, отчество", value: "{{ representative.full_name }}, {{ representative.kinship }}"}
        - {label: Адрес, value: "{{ representative.address }}"}
        - {label: "Документ, удостоверяющий личность", value: "{{ representative.identity }}"}
        - {label: Документ о полномочиях, value: "{{ representative.powers }}"}

  - section: 2. Кто передаёт и кому
  - fields:
      label_width: 46
      rows:
        - {label: Медицинская организация, value: "{{ office.name }}, {{ office.address }}"}
        - {label: Получатель, value: "{{ consent.recipient }}"}
        - {label: Адрес получателя, value: "{{ consent.recipient_address }}"}
        - {label: Цель, value: "{{ consent.purpose }}"}

  - section: 3. Какие сведения разрешаю передать получателю (только отмеченные)
  - checks:
      - {mark: consent.told.visit, text: факт обращения за медицинской помощью}
      - {mark: consent.told.observation, text: факт диспансерного наблюдения}
      - {mark: consent.told.diagnosis, text: диагноз и его шифр}
      - {mark: consent.told.treatment, text: проведённое лечение и медицинская реабилитация}
      - {mark: consent.told.advice, text: рекомендации врача}
      - {mark: consent.told.course, text: "ход реабилитации: начало, окончание, перерыв"}

  - section: 4. Как передать (отметить от руки)
  - checks:
      - {text: на бумаге}
      - {text: на съёмном носителе в зашифрованном виде}

  - section: 5. Кому ещё разрешаю сообщать о состоянии здоровья
  - blank: {lines: 1, caption: "фамилия, имя, отчество, телефон; если никому — поставить прочерк"}

  - section: 6. Срок и отзыв
  - p: >-
      Согласие действует {{ consent.term }}. Его можно отозвать в любое время письменным заявлением в медицинскую
      организацию: лично, через представителя или почтой по адресу, указанному в пункте 2. Отзыв не касается того, что
      уже передано. Перечень переданного выдаётся по моей просьбе.
  - p: >-
      Согласие даю добровольно. Мне разъяснено, что без него эти сведения могут быть переданы только в случаях, прямо
      названных законом, и что отказ не лишает права на медицинскую помощь. Основание: {{ acts.fz_323 }}, статья 13,
      часть 3.

  - when: not representative.present
    signature: {date: true, name: "{{ patient.short_name }}"}
  - when: representative.present
    signature: {date: true, name: "{{ representative.short_name }}"}
  - when: patient.is_minor and representative.present
    signature: {post: "Несовершеннолетний ознакомлен", name: "{{ patient.short_name }}"}
  - signature: {post: "Согласие принял(а)<br/>{{ consent.taken_by_post }}", name: "{{ consent.taken_by_name }}"}

  - together:
      - rule: Отметка об отзыве согласия
      - signature: {date: true}
');
INSERT INTO form_editions ("id", "form", "sha256", "text") VALUES (5, 'attachments', 'c946366d1ebdb542f32cc62edabea51eba8ac0e649390efd8b3788c542fba780', '# Перечень документов, которые прилагаются к заявке; по нему орган принимает документы.
code: attachments
title: Перечень прилагаемых документов
scope: application
version: "1"
place: "90"
valid_from: null
valid_to: null
kept_over_ten_years: true
acts: []

blocks:
  - addressee:
      lines:
        - Приложение к заявке
        - "№ {{ application.number }} от {{ application.date }}"

  - heading:
      text: ПЕРЕЧЕНЬ
      about: прилагаемых документов

  - fields:
      label_width: 45
      rows:
        - {label: Кто направляет, value: "{{ office.short_name or office.name }}{% if office.cabinet %}, {{ office.cabinet }}{% endif %}"}
        - {label: Куда направляется, value: "{{ authority.name }}"}
        - {when: not application.coded, label: Гражданин, value: "{{ patient.full_name }}, {{ patient.birth_date }}"}
        - {when: application.coded, label: Код пациента, value: "{{ patient.code }}"}

  - space: {height: 3}
  - table:
      columns:
        - {title: №, width: 10, align: center}
        - {title: Наименование документа}
        - {title: "Копия, подлинник", width: 25, align: center}
        - {title: Экз., width: 13, align: center}
        - {title: Листов, width: 16, align: center}
        - {title: Примечание, width: 34}
      rows:
        - each: attachments
          cells: ["{{ row.n }}", "{{ row.title }}", "{{ row.kind }}", "{{ row.copies }}", "{{ row.sheets }}", "{{ row.note or '''' }}"]
        - {bold: true, cells: ["", "Всего документов: {{ totals.documents }}", "", "", "{{ totals.sheets }}", ""]}

  - signature: {post: "Составил<br/>{{ staff.doctor_post }}", name: "{{ staff.doctor_name }}", captions: false}
  - lines: ["{{ application.date_long }}"]

  - together:
      - rule: Заполняет уполномоченный орган
      - p: {text: Документы по перечню приняты., indent: false}
      - signature: {date: true}
');
INSERT INTO office ("id", "name", "short_name", "cabinet", "address", "phone", "email", "ogrn", "inn", "chief_post", "chief_name", "district", "region_code", "training") VALUES (1, 'Государственное бюджетное учреждение здравоохранения «Заречная центральная районная больница»', 'ГБУЗ «Заречная ЦРБ»', 'наркологический кабинет', '404620, р. п. Заречье, ул. Больничная, д. 1', '+78440000000', '', '', '', 'Главный врач', 'Е. В. Соколова', 'Заречный муниципальный район', '00', 0);
INSERT INTO patients ("id", "card_number", "opened_on", "surname", "given", "patronymic", "sex", "birth", "snils", "policy_kind", "policy_number", "document_kind", "document_series", "document_number", "document_issued_on", "document_issued_by", "document_department", "registration_address", "settlement", "locality", "actual_address", "phone", "came_from", "came_on", "legal_ground", "remark", "not_given", "odd", "died_on", "surname_key", "given_key", "patronymic_key", "snils_tail") VALUES (1, 1, '2026-03-16', 'Карточкин', 'Илья', 'Петрович', 'm', '1988-03-12', '', 'unified', '', 'passport', '1808', '123456', '2008-04-20', 'ОУФМС Заречного района', '340001', '404620, р. п. Заречье, пер. Садовый, д. 4', 'р. п. Заречье', 'town', '', '+79000000011', 'police', '2026-02-05', 'voluntary', '', '{}', '{}', NULL, 'карточкин', 'илья', 'петрович', '');
INSERT INTO patients ("id", "card_number", "opened_on", "surname", "given", "patronymic", "sex", "birth", "snils", "policy_kind", "policy_number", "document_kind", "document_series", "document_number", "document_issued_on", "document_issued_by", "document_department", "registration_address", "settlement", "locality", "actual_address", "phone", "came_from", "came_on", "legal_ground", "remark", "not_given", "odd", "died_on", "surname_key", "given_key", "patronymic_key", "snils_tail") VALUES (2, 2, '2026-03-16', 'Новичков', 'Илья', 'Петрович', 'm', '1988-03-12', '', 'unified', '', 'passport', '1808', '123456', '2008-04-20', 'ОУФМС Заречного района', '340001', '404620, р. п. Заречье, пер. Садовый, д. 4', 'р. п. Заречье', 'town', '', '+79000000011', 'police', '2026-02-05', 'voluntary', '', '{}', '{}', NULL, 'новичков', 'илья', 'петрович', '');
INSERT INTO patients ("id", "card_number", "opened_on", "surname", "given", "patronymic", "sex", "birth", "snils", "policy_kind", "policy_number", "document_kind", "document_series", "document_number", "document_issued_on", "document_issued_by", "document_department", "registration_address", "settlement", "locality", "actual_address", "phone", "came_from", "came_on", "legal_ground", "remark", "not_given", "odd", "died_on", "surname_key", "given_key", "patronymic_key", "snils_tail") VALUES (3, 3, '2026-03-16', 'Заявкин', 'Илья', 'Петрович', 'm', '1988-03-12', '', 'unified', '', 'passport', '1808', '123456', '2008-04-20', 'ОУФМС Заречного района', '340001', '404620, р. п. Заречье, пер. Садовый, д. 4', 'р. п. Заречье', 'town', '', '+79000000011', 'police', '2026-02-05', 'voluntary', '', '{}', '{}', NULL, 'заявкин', 'илья', 'петрович', '');
INSERT INTO patients ("id", "card_number", "opened_on", "surname", "given", "patronymic", "sex", "birth", "snils", "policy_kind", "policy_number", "document_kind", "document_series", "document_number", "document_issued_on", "document_issued_by", "document_department", "registration_address", "settlement", "locality", "actual_address", "phone", "came_from", "came_on", "legal_ground", "remark", "not_given", "odd", "died_on", "surname_key", "given_key", "patronymic_key", "snils_tail") VALUES (4, 4, '2026-03-16', 'Заявкин', 'Илья', 'Петрович', 'm', '1988-03-12', '', 'unified', '', 'passport', '1808', '123456', '2008-04-20', 'ОУФМС Заречного района', '340001', '404620, р. п. Заречье, пер. Садовый, д. 4', 'р. п. Заречье', 'town', '', '+79000000011', 'police', '2026-02-05', 'voluntary', '', '{}', '{}', NULL, 'заявкин', 'илья', 'петрович', '');
INSERT INTO patients ("id", "card_number", "opened_on", "surname", "given", "patronymic", "sex", "birth", "snils", "policy_kind", "policy_number", "document_kind", "document_series", "document_number", "document_issued_on", "document_issued_by", "document_department", "registration_address", "settlement", "locality", "actual_address", "phone", "came_from", "came_on", "legal_ground", "remark", "not_given", "odd", "died_on", "surname_key", "given_key", "patronymic_key", "snils_tail") VALUES (5, 5, '2026-03-16', 'Заявкин', 'Илья', 'Петрович', 'm', '1988-03-12', '', 'unified', '', 'passport', '1808', '123456', '2008-04-20', 'ОУФМС Заречного района', '340001', '404620, р. п. Заречье, пер. Садовый, д. 4', 'р. п. Заречье', 'town', '', '+79000000011', 'police', '2026-02-05', 'voluntary', '', '{}', '{}', NULL, 'заявкин', 'илья', 'петрович', '');
INSERT INTO patients ("id", "card_number", "opened_on", "surname", "given", "patronymic", "sex", "birth", "snils", "policy_kind", "policy_number", "document_kind", "document_series", "document_number", "document_issued_on", "document_issued_by", "document_department", "registration_address", "settlement", "locality", "actual_address", "phone", "came_from", "came_on", "legal_ground", "remark", "not_given", "odd", "died_on", "surname_key", "given_key", "patronymic_key", "snils_tail") VALUES (6, 6, '2026-03-16', 'Заявкин', 'Илья', 'Петрович', 'm', '1988-03-12', '', 'unified', '', 'passport', '1808', '123456', '2008-04-20', 'ОУФМС Заречного района', '340001', '404620, р. п. Заречье, пер. Садовый, д. 4', 'р. п. Заречье', 'town', '', '+79000000011', 'police', '2026-02-05', 'voluntary', '', '{}', '{}', NULL, 'заявкин', 'илья', 'петрович', '');
INSERT INTO patients ("id", "card_number", "opened_on", "surname", "given", "patronymic", "sex", "birth", "snils", "policy_kind", "policy_number", "document_kind", "document_series", "document_number", "document_issued_on", "document_issued_by", "document_department", "registration_address", "settlement", "locality", "actual_address", "phone", "came_from", "came_on", "legal_ground", "remark", "not_given", "odd", "died_on", "surname_key", "given_key", "patronymic_key", "snils_tail") VALUES (7, 7, '2026-03-16', 'Заявкин', 'Илья', 'Петрович', 'm', '1988-03-12', '', 'unified', '', 'passport', '1808', '123456', '2008-04-20', 'ОУФМС Заречного района', '340001', '404620, р. п. Заречье, пер. Садовый, д. 4', 'р. п. Заречье', 'town', '', '+79000000011', 'police', '2026-02-05', 'voluntary', '', '{}', '{}', NULL, 'заявкин', 'илья', 'петрович', '');
INSERT INTO patients ("id", "card_number", "opened_on", "surname", "given", "patronymic", "sex", "birth", "snils", "policy_kind", "policy_number", "document_kind", "document_series", "document_number", "document_issued_on", "document_issued_by", "document_department", "registration_address", "settlement", "locality", "actual_address", "phone", "came_from", "came_on", "legal_ground", "remark", "not_given", "odd", "died_on", "surname_key", "given_key", "patronymic_key", "snils_tail") VALUES (8, 8, '2026-03-16', 'Заявкин', 'Илья', 'Петрович', 'm', '1988-03-12', '', 'unified', '', 'passport', '1808', '123456', '2008-04-20', 'ОУФМС Заречного района', '340001', '404620, р. п. Заречье, пер. Садовый, д. 4', 'р. п. Заречье', 'town', '', '+79000000011', 'police', '2026-02-05', 'voluntary', '', '{}', '{}', NULL, 'заявкин', 'илья', 'петрович', '');
INSERT INTO patients ("id", "card_number", "opened_on", "surname", "given", "patronymic", "sex", "birth", "snils", "policy_kind", "policy_number", "document_kind", "document_series", "document_number", "document_issued_on", "document_issued_by", "document_department", "registration_address", "settlement", "locality", "actual_address", "phone", "came_from", "came_on", "legal_ground", "remark", "not_given", "odd", "died_on", "surname_key", "given_key", "patronymic_key", "snils_tail") VALUES (9, 9, '2026-03-16', 'Заявкин', 'Илья', 'Петрович', 'm', '1988-03-12', '', 'unified', '', 'passport', '1808', '123456', '2008-04-20', 'ОУФМС Заречного района', '340001', '404620, р. п. Заречье, пер. Садовый, д. 4', 'р. п. Заречье', 'town', '', '+79000000011', 'police', '2026-02-05', 'voluntary', '', '{}', '{}', NULL, 'заявкин', 'илья', 'петрович', '');
INSERT INTO patients ("id", "card_number", "opened_on", "surname", "given", "patronymic", "sex", "birth", "snils", "policy_kind", "policy_number", "document_kind", "document_series", "document_number", "document_issued_on", "document_issued_by", "document_department", "registration_address", "settlement", "locality", "actual_address", "phone", "came_from", "came_on", "legal_ground", "remark", "not_given", "odd", "died_on", "surname_key", "given_key", "patronymic_key", "snils_tail") VALUES (10, 10, '2026-03-16', 'Заявкин', 'Илья', 'Петрович', 'm', '1988-03-12', '', 'unified', '', 'passport', '1808', '123456', '2008-04-20', 'ОУФМС Заречного района', '340001', '404620, р. п. Заречье, пер. Садовый, д. 4', 'р. п. Заречье', 'town', '', '+79000000011', 'police', '2026-02-05', 'voluntary', '', '{}', '{}', NULL, 'заявкин', 'илья', 'петрович', '');
INSERT INTO patients ("id", "card_number", "opened_on", "surname", "given", "patronymic", "sex", "birth", "snils", "policy_kind", "policy_number", "document_kind", "document_series", "document_number", "document_issued_on", "document_issued_by", "document_department", "registration_address", "settlement", "locality", "actual_address", "phone", "came_from", "came_on", "legal_ground", "remark", "not_given", "odd", "died_on", "surname_key", "given_key", "patronymic_key", "snils_tail") VALUES (11, 11, '2026-03-16', 'Заявкин', 'Илья', 'Петрович', 'm', '1988-03-12', '', 'unified', '', 'passport', '1808', '123456', '2008-04-20', 'ОУФМС Заречного района', '340001', '404620, р. п. Заречье, пер. Садовый, д. 4', 'р. п. Заречье', 'town', '', '+79000000011', 'police', '2026-02-05', 'voluntary', '', '{}', '{}', NULL, 'заявкин', 'илья', 'петрович', '');
INSERT INTO patients ("id", "card_number", "opened_on", "surname", "given", "patronymic", "sex", "birth", "snils", "policy_kind", "policy_number", "document_kind", "document_series", "document_number", "document_issued_on", "document_issued_by", "document_department", "registration_address", "settlement", "locality", "actual_address", "phone", "came_from", "came_on", "legal_ground", "remark", "not_given", "odd", "died_on", "surname_key", "given_key", "patronymic_key", "snils_tail") VALUES (12, 12, '2026-03-16', 'Заявкин', 'Илья', 'Петрович', 'm', '1988-03-12', '', 'unified', '', 'passport', '1808', '123456', '2008-04-20', 'ОУФМС Заречного района', '340001', '404620, р. п. Заречье, пер. Садовый, д. 4', 'р. п. Заречье', 'town', '', '+79000000011', 'police', '2026-02-05', 'voluntary', '', '{}', '{}', NULL, 'заявкин', 'илья', 'петрович', '');
INSERT INTO patients ("id", "card_number", "opened_on", "surname", "given", "patronymic", "sex", "birth", "snils", "policy_kind", "policy_number", "document_kind", "document_series", "document_number", "document_issued_on", "document_issued_by", "document_department", "registration_address", "settlement", "locality", "actual_address", "phone", "came_from", "came_on", "legal_ground", "remark", "not_given", "odd", "died_on", "surname_key", "given_key", "patronymic_key", "snils_tail") VALUES (13, 13, '2026-03-16', 'Заявкин', 'Илья', 'Петрович', 'm', '1988-03-12', '', 'unified', '', 'passport', '1808', '123456', '2008-04-20', 'ОУФМС Заречного района', '340001', '404620, р. п. Заречье, пер. Садовый, д. 4', 'р. п. Заречье', 'town', '', '+79000000011', 'police', '2026-02-05', 'voluntary', '', '{}', '{}', NULL, 'заявкин', 'илья', 'петрович', '');
INSERT INTO patronages ("id", "patient_id", "opened_on", "until", "goals", "closed_on") VALUES (1, 1, '2026-03-16', NULL, 'работа', NULL);
INSERT INTO patronages ("id", "patient_id", "opened_on", "until", "goals", "closed_on") VALUES (2, 1, '2026-03-16', NULL, '', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (1, 1, 'name', '{"v": "\u0410\u041d\u041e \u0443\u0447\u0435\u0431\u043d\u044b\u0439 \u0446\u0435\u043d\u0442\u0440 \u0440\u0435\u0430\u0431\u0438\u043b\u0438\u0442\u0430\u0446\u0438\u0438 \u00ab\u0422\u0438\u0445\u0430\u044f \u043f\u0440\u0438\u0441\u0442\u0430\u043d\u044c\u00bb"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (2, 1, 'inn', '{"v": "0000000018"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (3, 1, 'ogrn', '{"v": "1200000000012"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (4, 1, 'address', '{"v": "000110, \u0433. \u0421\u0440\u0435\u0434\u043d\u0435\u043e\u0437\u0451\u0440\u0441\u043a, \u0443\u043b. \u041e\u0437\u0451\u0440\u043d\u0430\u044f, \u0434. 100"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (5, 1, 'head', '{"v": "\u041f\u0440\u0438\u0441\u0442\u0430\u043d\u0435\u0432 \u0415\u0433\u043e\u0440 \u041b\u044c\u0432\u043e\u0432\u0438\u0447"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (6, 1, 'phones', '{"v": ["+70001000001"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (7, 1, 'places_total', '{"v": 30}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (8, 1, 'places_men', '{"v": 20}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (9, 1, 'places_women', '{"v": 10}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (10, 1, 'forms', '{"v": ["\u0441\u0442\u0430\u0446\u0438\u043e\u043d\u0430\u0440\u043d\u0430\u044f"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (11, 1, 'term_days', '{"v": 180}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (12, 1, 'included_from', '{"v": "2022-02-15"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (13, 1, 'included_to', '{"v": null}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (14, 2, 'name', '{"v": "\u0410\u041d\u041e \u0443\u0447\u0435\u0431\u043d\u044b\u0439 \u0434\u043e\u043c \u00ab\u041d\u043e\u0432\u044b\u0439 \u0431\u0435\u0440\u0435\u0433\u00bb"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (15, 2, 'inn', '{"v": "0000000025"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (16, 2, 'ogrn', '{"v": "1200000000023"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (17, 2, 'address', '{"v": "000120, \u0440. \u043f. \u0422\u0438\u0445\u043e\u0440\u0435\u0447\u0435\u043d\u0441\u043a\u0438\u0439, \u0443\u043b. \u041d\u0430\u0431\u0435\u0440\u0435\u0436\u043d\u0430\u044f, \u0434. 7"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (18, 2, 'head', '{"v": "\u0411\u0435\u0440\u0435\u0436\u043d\u0430\u044f \u0418\u043d\u043d\u0430 \u041e\u043b\u0435\u0433\u043e\u0432\u043d\u0430"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (19, 2, 'phones', '{"v": ["+70001000002 \u0434\u043e\u0431. 15"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (20, 2, 'places_total', '{"v": 24}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (21, 2, 'places_men', '{"v": 24}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (22, 2, 'places_women', '{"v": 0}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (23, 2, 'forms', '{"v": ["\u0441\u0442\u0430\u0446\u0438\u043e\u043d\u0430\u0440\u043d\u0430\u044f"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (24, 2, 'term_days', '{"v": 180}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (25, 2, 'included_from', '{"v": "2023-03-15"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (26, 2, 'included_to', '{"v": null}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (27, 3, 'name', '{"v": "\u0411\u043b\u0430\u0433\u043e\u0442\u0432\u043e\u0440\u0438\u0442\u0435\u043b\u044c\u043d\u044b\u0439 \u0444\u043e\u043d\u0434 \u00ab\u0423\u0447\u0435\u0431\u043d\u0430\u044f \u043e\u043f\u043e\u0440\u0430\u00bb"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (28, 3, 'inn', '{"v": "0000000032"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (29, 3, 'ogrn', '{"v": "1200000000034"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (30, 3, 'address', '{"v": "000131, \u0441. \u041e\u043b\u044c\u0445\u043e\u0432\u044b\u0439 \u041b\u043e\u0433, \u0443\u043b. \u041b\u0435\u0441\u043d\u0430\u044f, \u0434. 3"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (31, 3, 'head', '{"v": "\u041e\u043f\u043e\u0440\u0438\u043d \u0421\u0442\u0435\u043f\u0430\u043d \u0418\u043b\u044c\u0438\u0447"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (32, 3, 'phones', '{"v": ["+70001000003"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (33, 3, 'places_total', '{"v": 15}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (34, 3, 'places_men', '{"v": 15}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (35, 3, 'places_women', '{"v": 0}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (36, 3, 'forms', '{"v": ["\u0441\u0442\u0430\u0446\u0438\u043e\u043d\u0430\u0440\u043d\u0430\u044f"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (37, 3, 'term_days', '{"v": 365}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (38, 3, 'included_from', '{"v": "2021-04-15"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (39, 3, 'included_to', '{"v": null}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (40, 4, 'name', '{"v": "\u041e\u041e\u041e \u0443\u0447\u0435\u0431\u043d\u044b\u0439 \u0446\u0435\u043d\u0442\u0440 \u00ab\u0420\u043e\u0432\u043d\u044b\u0439 \u0448\u0430\u0433\u00bb"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (41, 4, 'inn', '{"v": "0000000040"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (42, 4, 'ogrn', '{"v": "1200000000045"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (43, 4, 'address', '{"v": "000110, \u0433. \u0421\u0440\u0435\u0434\u043d\u0435\u043e\u0437\u0451\u0440\u0441\u043a, \u0443\u043b. \u041f\u0430\u0440\u043a\u043e\u0432\u0430\u044f, \u0434. 12, \u043e\u0444. 5"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (44, 4, 'head', '{"v": "\u0428\u0430\u0433\u0430\u043b\u043e\u0432\u0430 \u042f\u043d\u0430 \u0414\u0435\u043d\u0438\u0441\u043e\u0432\u043d\u0430"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (45, 4, 'phones', '{"v": ["+70001000004", "+70001000005"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (46, 4, 'places_total', '{"v": 20}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (47, 4, 'places_men', '{"v": 10}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (48, 4, 'places_women', '{"v": 10}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (49, 4, 'forms', '{"v": ["\u043f\u043e\u043b\u0443\u0441\u0442\u0430\u0446\u0438\u043e\u043d\u0430\u0440\u043d\u0430\u044f"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (50, 4, 'term_days', '{"v": 90}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (51, 4, 'included_from', '{"v": "2022-05-15"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (52, 4, 'included_to', '{"v": null}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (53, 5, 'name', '{"v": "\u0410\u041d\u041e \u0443\u0447\u0435\u0431\u043d\u0430\u044f \u043c\u0430\u0441\u0442\u0435\u0440\u0441\u043a\u0430\u044f \u00ab\u0421\u0432\u043e\u0451 \u0434\u0435\u043b\u043e\u00bb"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (54, 5, 'inn', '{"v": "0000000057"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (55, 5, 'ogrn', '{"v": "1200000000056"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (56, 5, 'address', '{"v": "000132, \u0441. \u0411\u043e\u043b\u044c\u0448\u0438\u0435 \u0418\u0432\u043d\u044f\u043a\u0438, \u0443\u043b. \u041f\u043e\u043b\u0435\u0432\u0430\u044f, \u0434. 1"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (57, 5, 'head', '{"v": "\u0414\u0435\u043b\u043e\u0432 \u0410\u043d\u0442\u043e\u043d \u0421\u0435\u043c\u0451\u043d\u043e\u0432\u0438\u0447"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (58, 5, 'phones', '{"v": ["+70001000006"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (59, 5, 'places_total', '{"v": 12}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (60, 5, 'places_men', '{"v": 12}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (61, 5, 'places_women', '{"v": 0}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (62, 5, 'forms', '{"v": ["\u0441\u0442\u0430\u0446\u0438\u043e\u043d\u0430\u0440\u043d\u0430\u044f"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (63, 5, 'term_days', '{"v": 270}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (64, 5, 'included_from', '{"v": "2023-06-15"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (65, 5, 'included_to', '{"v": null}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (66, 6, 'name', '{"v": "\u0410\u041d\u041e \u0436\u0435\u043d\u0441\u043a\u0438\u0439 \u0443\u0447\u0435\u0431\u043d\u044b\u0439 \u0446\u0435\u043d\u0442\u0440 \u00ab\u0420\u044f\u0431\u0438\u043d\u0430\u00bb"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (67, 6, 'inn', '{"v": "0000000064"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (68, 6, 'ogrn', '{"v": "1200000000067"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (69, 6, 'address', '{"v": "000133, \u0441. \u041c\u0435\u0434\u0432\u044f\u043d\u043e\u0435, \u0443\u043b. \u0420\u044f\u0431\u0438\u043d\u043e\u0432\u0430\u044f, \u0434. 9"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (70, 6, 'head', '{"v": "\u0420\u044f\u0431\u0446\u0435\u0432\u0430 \u041d\u0438\u043d\u0430 \u041f\u0430\u0432\u043b\u043e\u0432\u043d\u0430"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (71, 6, 'phones', '{"v": ["+70001000007"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (72, 6, 'places_total', '{"v": 16}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (73, 6, 'places_men', '{"v": 0}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (74, 6, 'places_women', '{"v": 16}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (75, 6, 'forms', '{"v": ["\u0441\u0442\u0430\u0446\u0438\u043e\u043d\u0430\u0440\u043d\u0430\u044f"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (76, 6, 'term_days', '{"v": 180}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (77, 6, 'included_from', '{"v": "2021-07-15"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (78, 6, 'included_to', '{"v": null}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (79, 7, 'name', '{"v": "\u0410\u0432\u0442\u043e\u043d\u043e\u043c\u043d\u0430\u044f \u043d\u0435\u043a\u043e\u043c\u043c\u0435\u0440\u0447\u0435\u0441\u043a\u0430\u044f \u043e\u0440\u0433\u0430\u043d\u0438\u0437\u0430\u0446\u0438\u044f \u0443\u0447\u0435\u0431\u043d\u044b\u0439 \u0446\u0435\u043d\u0442\u0440 \u0440\u0435\u0441\u043e\u0446\u0438\u0430\u043b\u0438\u0437\u0430\u0446\u0438\u0438 \u00ab\u041c\u043e\u0441\u0442\u00bb"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (80, 7, 'inn', '{"v": "0000000071"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (81, 7, 'ogrn', '{"v": "1200000000078"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (82, 7, 'address', '{"v": "000110, \u0433. \u0421\u0440\u0435\u0434\u043d\u0435\u043e\u0437\u0451\u0440\u0441\u043a, \u0443\u043b. \u0417\u0430\u0432\u043e\u0434\u0441\u043a\u0430\u044f, \u0434. 40"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (83, 7, 'head', '{"v": "\u041c\u043e\u0441\u0442\u043e\u0432\u043e\u0439 \u0420\u043e\u043c\u0430\u043d \u042e\u0440\u044c\u0435\u0432\u0438\u0447"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (84, 7, 'phones', '{"v": ["+70001000008"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (85, 7, 'places_total', '{"v": 40}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (86, 7, 'places_men', '{"v": 28}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (87, 7, 'places_women', '{"v": 12}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (88, 7, 'forms', '{"v": ["\u0441\u0442\u0430\u0446\u0438\u043e\u043d\u0430\u0440\u043d\u0430\u044f", "\u043f\u043e\u043b\u0443\u0441\u0442\u0430\u0446\u0438\u043e\u043d\u0430\u0440\u043d\u0430\u044f"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (89, 7, 'term_days', '{"v": 180}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (90, 7, 'included_from', '{"v": "2022-08-15"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (91, 7, 'included_to', '{"v": null}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (92, 8, 'name', '{"v": "\u0410\u041d\u041e \u0443\u0447\u0435\u0431\u043d\u043e\u0435 \u043f\u043e\u0434\u0432\u043e\u0440\u044c\u0435 \u00ab\u041a\u043b\u044e\u0447\u00bb"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (93, 8, 'inn', '{"v": "0000000089"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (94, 8, 'ogrn', '{"v": "1200000000089"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (95, 8, 'address', '{"v": "000134, \u0434. \u0414\u0430\u043b\u044c\u043d\u044f\u044f \u0413\u0430\u0442\u044c, \u0443\u043b. \u0422\u0438\u0445\u0430\u044f, \u0434. 2"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (96, 8, 'head', '{"v": "\u041a\u043b\u044e\u0447\u0430\u0440\u0435\u0432 \u0424\u0451\u0434\u043e\u0440 \u041a\u0438\u0440\u0438\u043b\u043b\u043e\u0432\u0438\u0447"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (97, 8, 'phones', '{"v": ["+70001000009"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (98, 8, 'places_total', '{"v": 10}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (99, 8, 'places_men', '{"v": 10}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (100, 8, 'places_women', '{"v": 0}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (101, 8, 'forms', '{"v": ["\u0441\u0442\u0430\u0446\u0438\u043e\u043d\u0430\u0440\u043d\u0430\u044f"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (102, 8, 'term_days', '{"v": 365}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (103, 8, 'included_from', '{"v": "2023-09-15"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (104, 8, 'included_to', '{"v": null}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (105, 9, 'name', '{"v": "\u041d\u0435\u043a\u043e\u043c\u043c\u0435\u0440\u0447\u0435\u0441\u043a\u043e\u0435 \u043f\u0430\u0440\u0442\u043d\u0451\u0440\u0441\u0442\u0432\u043e \u0443\u0447\u0435\u0431\u043d\u044b\u0439 \u043a\u043b\u0443\u0431 \u0442\u0440\u0435\u0437\u0432\u043e\u0441\u0442\u0438 \u00ab\u0418\u0441\u0442\u043e\u043a\u00bb"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (106, 9, 'inn', '{"v": "0000000096"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (107, 9, 'ogrn', '{"v": "1200000000090"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (108, 9, 'address', '{"v": "000110, \u0433. \u0421\u0440\u0435\u0434\u043d\u0435\u043e\u0437\u0451\u0440\u0441\u043a, \u0443\u043b. \u0428\u043a\u043e\u043b\u044c\u043d\u0430\u044f, \u0434. 18"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (109, 9, 'head', '{"v": "\u0418\u0441\u0442\u043e\u043c\u0438\u043d\u0430 \u0412\u0435\u0440\u0430 \u042f\u043a\u043e\u0432\u043b\u0435\u0432\u043d\u0430"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (110, 9, 'phones', '{"v": ["+70001000010"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (111, 9, 'places_total', '{"v": 25}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (112, 9, 'places_men', '{"v": 15}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (113, 9, 'places_women', '{"v": 10}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (114, 9, 'forms', '{"v": ["\u0430\u043c\u0431\u0443\u043b\u0430\u0442\u043e\u0440\u043d\u0430\u044f"]}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (115, 9, 'term_days', '{"v": 60}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (116, 9, 'included_from', '{"v": "2021-10-15"}', 1, '2026-03-16', NULL);
INSERT INTO provider_facts ("id", "provider_id", "kind", "value", "source_id", "as_of", "replaced_on") VALUES (117, 9, 'included_to', '{"v": null}', 1, '2026-03-16', NULL);
INSERT INTO provider_sources ("id", "title", "as_of", "taken_on", "file_sha256", "act") VALUES (1, 'Прежний список', '2026-03-16', '2026-03-16', 'cd354cd0b4a5354dcd91afcbdb05da55661d8205b57fcef060723445f2586abb', 'Приказ учебного уполномоченного органа от 16.03.2026 № 5-у');
INSERT INTO providers ("id", "name_key", "closed_on", "closed_why") VALUES (1, 'ано учебный центр реабилитации тихая пристань', NULL, '');
INSERT INTO providers ("id", "name_key", "closed_on", "closed_why") VALUES (2, 'ано учебный дом новый берег', NULL, '');
INSERT INTO providers ("id", "name_key", "closed_on", "closed_why") VALUES (3, 'благотворительный фонд учебная опора', NULL, '');
INSERT INTO providers ("id", "name_key", "closed_on", "closed_why") VALUES (4, 'ооо учебный центр ровный шаг', NULL, '');
INSERT INTO providers ("id", "name_key", "closed_on", "closed_why") VALUES (5, 'ано учебная мастерская свое дело', NULL, '');
INSERT INTO providers ("id", "name_key", "closed_on", "closed_why") VALUES (6, 'ано женский учебный центр рябина', NULL, '');
INSERT INTO providers ("id", "name_key", "closed_on", "closed_why") VALUES (7, 'автономная некоммерческая организация учебный центр ресоциализации мост', NULL, '');
INSERT INTO providers ("id", "name_key", "closed_on", "closed_why") VALUES (8, 'ано учебное подворье ключ', NULL, '');
INSERT INTO providers ("id", "name_key", "closed_on", "closed_why") VALUES (9, 'некоммерческое партнерство учебный клуб трезвости исток', NULL, '');
INSERT INTO representatives ("id", "patient_id", "kinship", "surname", "given", "patronymic", "identity", "powers", "powers_until", "address", "phone", "closed_on") VALUES (1, 1, 'mother', 'Воробьёва', 'Анна', '', '', 'свидетельство о рождении', NULL, '', '', NULL);
INSERT INTO seal ("id", "register_id", "made_at", "audit_key", "document_key", "batch_key") VALUES (1, '356eadc2-bf5c-4e21-a833-90d3d3c7d407', '2026-03-16 06:00:00.000000', X'95B9DA64AA90F4E1F54CE34665ADF0776E17E6E0035BE7376E456E79C9C6A688', X'98B447062524995CE54D0F195C15D995EFCAFC7746EE3EF6450C3A77E300456A', X'B3DF2592CF7241AACD39195E8EF14BB55EC401EA838F7024C79F48EEE4809B23');
INSERT INTO staff ("id", "surname", "given", "patronymic", "post", "role", "login", "added_on", "closed_on") VALUES (1, 'Зимин', 'Алексей', 'Николаевич', 'врач психиатр-нарколог', 'head', 'zimin', '2026-03-16', NULL);
INSERT INTO staff ("id", "surname", "given", "patronymic", "post", "role", "login", "added_on", "closed_on") VALUES (2, 'Рябинина', 'Вера', '', 'медсестра', 'nurse', 'уволен', '2026-03-16', NULL);
