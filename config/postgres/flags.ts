/** Settings of the embedded server, given on its command line so that no file below the server's own user decides them. */
const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "128MB",
  effective_cache_size: "512MB",
  maintenance_work_mem: "64MB",
  max_wal_size: "512MB",
  random_page_cost: "1.1",
  // no threads of its own for reads: the database is small and in memory
  io_method: "sync",
  jit: "off",
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  timezone: "UTC",
  password_encryption: "scram-sha-256",
  // The log names events and quotes nothing. An error's message may quote a value ("invalid input syntax … "), hence
  // fatal; statements, parameters, details and contexts are left out at every level.
  log_timezone: "UTC",
  log_destination: "stderr",
  logging_collector: "off",
  log_min_messages: "fatal",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_statement: "none",
  log_min_duration_statement: "-1",
  log_min_duration_sample: "-1",
  log_transaction_sample_rate: "0",
  log_duration: "off",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
  log_lock_waits: "off",
  log_autovacuum_min_duration: "-1",
  log_connections: "",
  log_replication_commands: "off",
  debug_print_parse: "off",
  debug_print_rewritten: "off",
  debug_print_plan: "off",
} as const;

/** `-c name=value` for every setting. */
export const postgresFlags: readonly string[] = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
