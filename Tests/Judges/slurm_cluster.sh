#!/usr/bin/env bash
# Runs a command within a Slurm of one machine, made in a folder for as long as the command runs:
#   slurm_cluster.sh FOLDER COMMAND…
# Needs root, slurmctld, slurmd and munged.
set -euo pipefail
folder=$1
shift
mkdir -p "$folder"/{state,spool,log,run}
chmod 755 "$folder"
host=$(hostname -s)
port=$((20000 + RANDOM % 20000))
started=()
finish() {
  for ((index = ${#started[@]} - 1; index >= 0; index--)); do kill "${started[index]}" 2>/dev/null || true; done
  wait 2>/dev/null || true
}
trap finish EXIT
dd if=/dev/urandom of="$folder/munge.key" bs=64 count=1 status=none
chmod 600 "$folder/munge.key"
munged --foreground --force --key-file="$folder/munge.key" --socket="$folder/run/munge.sock" --pid-file="$folder/run/munged.pid" \
  --log-file="$folder/log/munged.log" --seed-file="$folder/run/munge.seed" >"$folder/log/munged.out" 2>&1 &
started+=($!)
cat >"$folder/slurm.conf" <<END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/run/munge.sock
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/run/slurmctld.pid
SlurmdPidFile=$folder/run/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,bf_interval=1
ReturnToService=2
MailProg=/bin/true
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 RealMemory=100 State=UNKNOWN
PartitionName=test Nodes=$host Default=YES MaxTime=INFINITE State=UP OverSubscribe=FORCE
END
export SLURM_CONF=$folder/slurm.conf
for _ in $(seq 50); do [ -S "$folder/run/munge.sock" ] && break; sleep 0.1; done
slurmctld -D -f "$SLURM_CONF" >"$folder/log/slurmctld.log" 2>&1 &
started+=($!)
slurmd -D -f "$SLURM_CONF" >"$folder/log/slurmd.log" 2>&1 &
started+=($!)
for _ in $(seq 200); do
  case "$(sinfo --noheader --format=%t 2>/dev/null)" in idle* | mix*) break ;; esac
  sleep 0.1
done
"$@"
