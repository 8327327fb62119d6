# workers.gp - time against the number of workers: both axes logarithmic, the unreachable zone shaded.
set datafile separator "\t"
set lmargin at screen 0.078
set rmargin at screen 0.994
set tmargin at screen from_top(0.30)
set bmargin at screen 1.15 / height

set logscale x 2
set logscale y 10
set xrange [0.88:most * space]
set yrange [low:high]
set border 3 linewidth 0.6 linecolor rgb ghost
eval 'set xtics scale 0.5 '.worker_ticks.' offset 0, 0.2 textcolor rgb ink'
eval 'set ytics scale 0 '.second_ticks.' textcolor rgb ink'
set grid ytics linetype 1 linewidth 0.4 linecolor rgb hair
set xlabel small('workers {/:Italic c}: the most that are in flight at once') offset 0, 0.35 textcolor rgb mute

bound(c) = images * latency / real(c)
set label 20 small('out of reach: {/:Italic c} workers cannot have')."\n".small('more than {/:Italic c} requests in flight') \
    at 1.05, bound(8) / line**0.7 textcolor rgb mute front
set label 22 small('bars: the best {/:Italic c}, with its 95 % interval; ring: the fewest within 5 % of the best') \
    at most, low * line**0.9 right textcolor rgb mute front

plot \
    'workers.bound' using 1:(low):2 with filledcurves linecolor rgb zone, \
    'workers.ticks' using 1:2:($1 * 0.17):(0) with vectors nohead linewidth 1.3 linecolor rgb ghost, \
    for [i = 0:curves - 1] 'workers.curves' index i using 1:2:3 with lines linewidth 0.9 \
        dashtype int(word(dashes, i + 1)) linecolor rgb variable, \
    'workers.points' using 1:3:(0):($4 - $3):5 with vectors nohead linewidth 1.8 linecolor rgb variable, \
    '' using 1:2:7:5 with points pointtype variable pointsize 0.5 linecolor rgb variable, \
    '' using ($6 == 1 ? $1 : NaN):2:5 with points pointtype 6 pointsize 1.05 linewidth 1.1 linecolor rgb variable, \
    'workers.singles' using 1:3:(0):($4 - $3):5 with vectors nohead linewidth 1.8 linecolor rgb variable, \
    '' using 1:2:5 with points pointtype 7 pointsize 0.42 linecolor rgb variable, \
    '' using (0.95):7:6:5 with labels left textcolor rgb variable, \
    'workers.best' using 2:4:($3 - $2):(0):5 with vectors nohead linewidth 1.8 linecolor rgb variable, \
    '' using 1:4:6:5 with points pointtype variable pointsize 0.6 linecolor rgb variable, \
    'workers.labels' using 1:2:3:4 with labels left textcolor rgb variable
unset output
