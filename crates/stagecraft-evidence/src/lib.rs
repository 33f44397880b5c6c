//! Bundles of what a run saw: documents, logs, manifests, verification, heartbeat.
