// SPDX-License-Identifier: GPL-3.0-or-later
// The import page: a file, how it was recognised, which column is what, a look at its first rows; then the import itself.
#pragma once
#include "core/api/data.h"
#include "core/api/events.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableWidget;
class QTimer;

namespace stillhouse::widgets {

class ErrorBar;

class DataImport : public QWidget {
    Q_OBJECT
public:
    explicit DataImport(QWidget* parent = nullptr);

    /// Looks at a file and fills the page; the preview is read on a worker thread.
    void openFile(const QString& path);
    const QString& path() const { return path_; }
    ReadOptions options() const;
    void setImporting(bool importing);
    void showProgress(const Progress& progress);
    void showError(const Error& error);
    /// "CSV", "JSON lines", "ShareGPT or messages" … in the user's language.
    static QString formatName(DataFormat format);

Q_SIGNALS:
    void importRequested(const QString& path, const stillhouse::ReadOptions& options);
    void cancelRequested(); ///< of a running import
    void closed();          ///< back without importing
    void previewed();       ///< the preview on screen is the file's

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Field {
        std::string ColumnMapping::*member;
        QLabel* label;
        QComboBox* columns;
    };
    void makeLayout();
    void makeFields();
    void startPreview();
    void showPreview(const DataPreview& preview);
    void fillColumns(const DataPreview& preview);
    void fillTable(const DataPreview& preview);
    void showFacts();
    void choose();
    void retranslate();
    QString fieldName(std::size_t index) const;

    QString path_;
    DataPreview preview_;
    bool importing_ = false, chosen_ = false; ///< chosen_: the user changed the mapping of this file
    int previewNumber_ = 0;
    std::vector<Field> fields_;
    QLabel *title_, *pathLabel_, *facts_, *formatLabel_, *encodingLabel_, *templateLabel_, *splitLabel_, *sourceLabel_, *previewTitle_, *warnings_,
        *progressText_;
    QComboBox *format_, *encoding_;
    QLineEdit *template_, *source_;
    QDoubleSpinBox *test_, *validation_;
    QCheckBox* skipBad_;
    QPushButton *browse_, *import_, *cancel_;
    QTableWidget* table_;
    QProgressBar* bar_;
    QTimer* timer_;
    ErrorBar* errors_;
};

} // namespace stillhouse::widgets
