// SPDX-License-Identifier: GPL-3.0-or-later
// A path: typed, dropped, or chosen in a dialog, with an error under it when it was wrong.
#pragma once
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace stillhouse::widgets {

class PathField : public QWidget {
    Q_OBJECT
public:
    enum class Mode { OpenFile, SaveFile, Folder };
    explicit PathField(Mode mode, QWidget* parent = nullptr);

    QString path() const; ///< trimmed; with what the user typed in place of a suggestion
    /// What the user did not choose: replaced by the next suggestion until the user edits the field.
    void suggest(const QString& path);
    void setPath(const QString& path);
    void clear(); ///< empty, and open to suggestions again
    void setMode(Mode mode) { mode_ = mode; }
    /// Label above the field, also its accessible name; the placeholder says what an empty field means.
    void setTexts(const QString& label, const QString& placeholder);
    void setFilter(const QString& filter) { filter_ = filter; }
    void setError(const QString& message);
    QLineEdit* field() const { return field_; }

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void choose();
    void take(const QString& path);
    void retranslate();

    Mode mode_;
    bool suggested_ = true;
    QString filter_;
    QLabel *label_, *error_;
    QLineEdit* field_;
    QToolButton* browse_;
};

} // namespace stillhouse::widgets
