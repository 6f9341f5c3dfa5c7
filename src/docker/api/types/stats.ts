export type CpuStats = {
  readonly cpu_usage: {
    /** Nanoseconds. */
    readonly total_usage: number;
    readonly usage_in_kernelmode: number;
    readonly usage_in_usermode: number;
  };
  readonly system_cpu_usage?: number;
  readonly online_cpus?: number;
  readonly throttling_data: { readonly periods: number; readonly throttled_periods: number; readonly throttled_time: number };
};

export type BlkioEntry = { readonly major: number; readonly minor: number; readonly op: string; readonly value: number };

export type NetworkStats = {
  readonly rx_bytes: number;
  readonly rx_packets: number;
  readonly rx_errors: number;
  readonly rx_dropped: number;
  readonly tx_bytes: number;
  readonly tx_packets: number;
  readonly tx_errors: number;
  readonly tx_dropped: number;
};

/** One reading of GET /containers/{id}/stats. */
export type StatsResponse = {
  readonly name: string;
  readonly id: string;
  readonly read: string;
  readonly preread: string;
  readonly pids_stats: { readonly current?: number; readonly limit?: number };
  readonly blkio_stats: { readonly [table: string]: readonly BlkioEntry[] | null };
  readonly num_procs: number;
  readonly storage_stats: { readonly [key: string]: never };
  readonly cpu_stats: CpuStats;
  readonly precpu_stats: CpuStats;
  readonly memory_stats: { readonly usage?: number; readonly stats?: { readonly [key: string]: number }; readonly limit?: number };
  readonly networks?: { readonly [name: string]: NetworkStats };
};
