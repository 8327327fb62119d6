# cache.gp - call by call: a filled mark is a miss, a hollow one a hit; below, the counter.
set datafile separator "\t"

# Arrays are filled as a side effect of reading, before any range leaves points out.
array Y[20]; array NAME[20]; array COLOUR[20]
stats 'cache.rows' using (i = int($0) + 1, Y[i] = $1, NAME[i] = strcol(2), COLOUR[i] = int($3), 0) nooutput

set lmargin at screen 0.110
set rmargin at screen 0.985
set tmargin at screen from_top(0.25)
set bmargin at screen 0.10 / height
set border 0
unset xtics
unset ytics
set xrange [0.6:calls + 0.4]
set yrange [rows + 1.6:0.15]

set label 10 small('call') at screen 0.006, first 0.4 textcolor rgb mute
set label 11 small('counter') at screen 0.006, first rows + 1.1 textcolor rgb mute
do for [i = 1:STATS_records] {
    set label 100 + i NAME[i] at screen 0.006, first Y[i] textcolor rgb COLOUR[i]
}
numbered(n) = '{/*0.93 '.sprintf('%d', n).'}'
plot \
    'cache.rows' using (0.7):1:(calls - 0.4):(0) with vectors nohead linewidth 0.5 linecolor rgb hair, \
    'cache.calls' using 1:2 with points pointtype 7 pointsize 0.95 linecolor rgb 'white', \
    '' using ($3 == 1 ? $1 : NaN):2:5 with points pointtype 7 pointsize 0.75 linecolor rgb variable, \
    '' using ($3 == 0 ? $1 : NaN):2:5 with points pointtype 6 pointsize 0.70 linewidth 1.5 linecolor rgb variable, \
    '' using 1:(0.4):(numbered($1)) with labels textcolor rgb mute, \
    '' using 1:(rows + 1.1):(numbered($4)) with labels textcolor rgb ink, \
    'cache.lives' using 1:($2 + 0.42):(small(strcol(3))):4 with labels textcolor rgb variable
unset output
