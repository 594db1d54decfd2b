-- One month's reports, by hand; the lines come in order because the rows they are made of do.
INSERT INTO deliveries
    (kind, user_id, channel, subject, about, status, attempts, last_error, created_at, next_try_at)
WITH steps AS (
    SELECT id, customer_id, task_name, status, scheduled_for, price,
        created_at >= :begin AND created_at < :end AS booked,
        coalesce(closed_at >= :begin AND closed_at < :end, 0) AS closed,
        coalesce(cancelled_at >= :begin AND cancelled_at < :end, 0) AS cancelled
    FROM bookings
    WHERE (created_at >= :begin AND created_at < :end)
        OR (closed_at >= :begin AND closed_at < :end)
        OR (cancelled_at >= :begin AND cancelled_at < :end)
    ORDER BY customer_id, scheduled_for, id
),
months AS (
    SELECT customer_id, '{"period":"' || :month || '","so_far":false,"booked":' || sum(booked)
        || ',"closed":' || sum(closed) || ',"cancelled":' || sum(cancelled)
        || ',"spent":' || sum(closed * price) || ',"bookings":[' || group_concat(
            '{"booking_id":' || id || ',"task_name":' || json_quote(task_name) || ',"status":"' || status
            || '","scheduled_for":"' || replace(substr(scheduled_for, 1, 19), ' ', 'T')
            || '+00:00","price":' || price || ',"happened":[' || substr(
                CASE WHEN booked THEN ',"booked"' ELSE '' END || CASE WHEN closed THEN ',"closed"' ELSE '' END
                || CASE WHEN cancelled THEN ',"cancelled"' ELSE '' END, 2) || ']}'
        ) || ']}' AS about
    FROM steps GROUP BY customer_id
)
SELECT 'monthly_report', users.id, 'mail', :month, about,
    CASE WHEN coalesce(mail, 1) THEN 'pending' ELSE 'skipped' END, 0,
    CASE WHEN coalesce(mail, 1) THEN NULL ELSE 'mail is not chosen' END,
    :now, CASE WHEN coalesce(mail, 1) THEN :now END
FROM months
JOIN users ON users.id = customer_id AND role = 'customer' AND users.status = 'active'
LEFT JOIN notice_choices ON notice_choices.user_id = users.id
