### the shell's pid is one
echo $$ > f; (echo $$ >> f); sort -u f | wc -l | tr -d ' '
### background pid
sleep 0 & [ $! -gt 0 ] && echo ok; wait
### sigpipe status @bash
yes | true; echo ${PIPESTATUS[0]}
### pipe to a reader that ends
seq 1 100000 | head -1
### blocking pipe
(sleep 0.1; echo late) | cat
### fifo
mkfifo p; echo through > p & cat p; wait
### pipes hold much
head -c 100000 /dev/zero | wc -c | tr -d ' '
### exit status of a signal
sh -c 'kill -9 $$'; echo $?
### exit status of a signal in a substitution
x=$(sh -c 'kill -15 $$'); echo $?
### interrupted child
sh -c 'kill -INT $$'; echo "status $?"
### ignored signal is inherited
trap '' TERM; sh -c 'kill -TERM $$; echo survived'
### trap is not inherited by programs
trap 'echo no' TERM; sh -c 'kill -TERM $$; echo no'; echo $?
### subshell resets traps
trap 'echo parent' TERM; (kill -TERM $(sh -c 'echo $PPID'); echo no); echo $?
### nested subshells
( ( (echo deep; exit 3) ); echo $? ); (exit 2) || echo $?
### substitution in a loop
for i in 1 2 3; do x="$x$(echo $i)"; done; echo $x
### environment of children
export A=1; A=2; sh -c 'echo $A'; (A=3; sh -c 'echo $A'); echo $A
### working folder of subshells
mkdir d; (cd d; pwd); pwd
### umask of subshells
(umask 077); umask
### variables of pipelines are their own
x=1; { x=2; echo $x; } | cat; echo $x
### two background jobs and wait
(sleep 0.2; echo two) & (sleep 0.1; echo one) & wait; echo three
### wait twice
sleep 0 & p=$!; wait $p; echo $?; wait $p 2>/dev/null; echo $?
### group in the background
{ sleep 0.1; echo group; } & wait
### pipeline in the background
echo abc | tr a-z A-Z & wait
### redirected background
echo text > f & wait; cat f
### command not found in a pipeline
nosuch | cat; echo $?; echo a | nosuch; echo $?
### kill the group of a subshell
(trap 'echo caught; exit 7' TERM; kill -TERM $(sh -c 'echo $PPID')); echo $?
### exec in a subshell
(exec echo inner); echo outer
### trap exit in a killed shell
sh -c 'trap "echo bye" EXIT; kill -TERM $$; echo no'; echo $?
### trap exit by signal trap
sh -c 'trap "echo bye" EXIT; trap "exit 4" TERM; kill -TERM $$; echo no'; echo $?
### sleep fractions
sleep 0.01; echo $?
### PPID is the parent
sh -c 'echo $PPID' | { read p; [ "$p" -gt 0 ] && echo ok; }
### printenv of a marked variable
A=1; export A; unset A; sh -c 'echo "[$A]"'
### long pipeline
echo a | cat | cat | cat | cat | cat
### output order
echo 1; (echo 2); { echo 3; }; sh -c 'echo 4'; echo 5
### big substitution
x=$(head -c 200000 /dev/zero | tr '\0' a); echo ${#x}
### loop over many words
n=0; for i in $(seq 1 1000); do n=$((n+i)); done; echo $n
