### output and input
echo a > f; echo b >> f; cat < f; cat f f | wc -l | tr -d ' '
### descriptors
{ echo out; echo err >&2; } > f 2>&1; cat f; { echo out; echo err >&2; } 2>&1 > /dev/null
### both outputs @bash
{ echo out; echo err >&2; } &> f; cat f; echo more &>> f; cat f; { echo o; echo e >&2; } |& cat
### both outputs @ash
{ echo out; echo err >&2; } &> f; cat f
### closing
echo x >&- 2>/dev/null; echo $?; exec 3>f; exec 3>&-; echo y >&3; echo $?
### reading from a descriptor
printf 'a\nb\n' > f; exec 3<f; read x <&3; read y <&3; echo $x $y; exec 3<&-
### swapping
f() { echo out; echo err >&2; }; f 3>&1 1>&2 2>&3 | sed 's/^/piped: /'
### redirection before the command
>f echo hi; cat <f; < f cat
### redirection alone makes a file
> f; ls; echo a > f; > f; cat f; echo end
### missing input file
cat < nothing; echo "status $?"
### missing folder
echo a > no/such/f; echo "status $?"
### folder as a target
mkdir d; echo a > d; echo $?
### redirection of a builtin fails
read x < nothing; echo "status $?"; : < nothing2; echo "after"
### redirection of a group fails
{ echo a; } < nothing; echo "status $?"
### noclobber
set -C; echo a > f; echo b > f; echo $?; echo c >| f; cat f; echo d >> f; cat f
### read and write
echo hello > f; exec 3<>f; read x <&3; echo $x; echo more >&3; cat f
### bad descriptor
echo a >&7; echo "status $?"
### ambiguous @bash
x='a b'; echo hi > $x; echo $?
### variable as target
x=file; echo hi > $x; cat file; echo two > "$x 2"; ls
### loops with redirections
for i in 1 2 3; do echo $i; done > f; while read n; do echo "n$n"; done < f
### here document for a loop
while read a b; do echo "$b $a"; done <<EOF
one two
three four
EOF
### subshell with redirections
(echo a; echo b >&2) > f 2>&1; cat f
### named descriptors @bash
exec {fd}>f; echo x >&$fd; exec {fd}>&-; cat f; [ $fd -ge 10 ] && echo ok
### process substitution @bash
cat <(echo a) <(echo b); diff <(echo 1) <(echo 1) && echo same; echo x | tee >(cat >f) >/dev/null; sleep 0.1; cat f
### while read from a process substitution @bash
n=0; while read x; do n=$((n+x)); done < <(printf '1\n2\n3\n'); echo $n
### redirection to a descriptor number with minus @bash
exec 3>f; echo a >&3-; echo b >&3; cat f
### stderr of a pipeline
ls nothing 2>&1 | sed 's/.*nothing.*/caught/'
### devnull
echo a > /dev/null; cat < /dev/null; echo $?
### file descriptor persists in a group
{ echo a; echo b; } > f; cat f
### append from several
for i in 1 2; do echo $i >> f; done; cat f
