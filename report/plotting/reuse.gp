# reuse.gp - kept and fresh connections: two marks a strategy, on one logarithmic axis of times.
set datafile separator "\t"
# Arrays are filled as a side effect of reading, before the axes limit what is read.
array Y[40]; array NAME[40]; array COLOUR[40]; array FACTOR[40]; array SPAN[40]
stats 'reuse.rows' using (i = int($0) + 1, Y[i] = $1, COLOUR[i] = int($2), NAME[i] = strcol(9), FACTOR[i] = strcol(10), \
    SPAN[i] = strcol(11), 0) nooutput

set lmargin at screen 0.135
set rmargin at screen 0.735
set tmargin at screen from_top(1.30)
set bmargin at screen 0.75 / height

set logscale x 10
set xrange [low:high]
set yrange [bottom:0]
set border 1 linewidth 0.6 linecolor rgb ghost
eval 'set xtics scale 0.4 '.second_ticks.' offset 0, 0.3 textcolor rgb ink'
unset ytics
set grid xtics linetype 1 linewidth 0.4 linecolor rgb hair

do for [i = 1:STATS_records] {
    set label 100 + i NAME[i] at screen 0.122, first Y[i] right textcolor rgb COLOUR[i]
    set label 200 + i FACTOR[i] at screen 0.820, first Y[i] right textcolor rgb COLOUR[i]
    set label 300 + i SPAN[i] at screen 0.994, first Y[i] right textcolor rgb ink
}
set label 10 '{/:Bold fresh / kept}' at screen 0.820, screen from_top(1.45) right textcolor rgb ink
set label 11 '{/:Bold 95 % interval}' at screen 0.994, screen from_top(1.45) right textcolor rgb ink

apart = 0.13 # kept above, fresh below, so that their intervals do not hide each other
plot \
    'reuse.rows' using 3:($1 - apart):($6 - $3):(2 * apart):2 with vectors nohead linewidth 0.7 linecolor rgb variable, \
    '' using 4:($1 - apart):($5 - $4):(0):2 with vectors nohead linewidth 1.8 linecolor rgb variable, \
    '' using 7:($1 + apart):($8 - $7):(0):2 with vectors nohead linewidth 1.8 linecolor rgb variable, \
    '' using 3:($1 - apart):2 with points pointtype 7 pointsize 0.45 linecolor rgb variable, \
    '' using 6:($1 + apart) with points pointtype 7 pointsize 0.45 linecolor rgb '#ffffff', \
    '' using 6:($1 + apart):2 with points pointtype 6 pointsize 0.45 linewidth 1.2 linecolor rgb variable, \
    'reuse.heads' using (low * 1.01):1:2 with labels left textcolor rgb mute
unset output
